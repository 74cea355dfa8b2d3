-- CreateEnum
CREATE TYPE "media_purpose" AS ENUM ('profile', 'cover', 'post', 'story', 'message', 'goal', 'check_in', 'group', 'event');

-- CreateEnum
CREATE TYPE "media_state" AS ENUM ('uploading', 'processing', 'ready', 'rejected', 'deleted');

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "purpose" "media_purpose" NOT NULL,
    "state" "media_state" NOT NULL,
    "content_type" VARCHAR(100) NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "rejection" VARCHAR(40),
    "width" INTEGER,
    "height" INTEGER,
    "blurhash" VARCHAR(100),
    "color" CHAR(7),
    "variants" JSONB,
    "expires_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_attachments" (
    "media_id" UUID NOT NULL,
    "target" VARCHAR(200) NOT NULL,
    "attached_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "media_attachments_pkey" PRIMARY KEY ("media_id","target")
);

-- CreateIndex
CREATE INDEX "idx_media_owner" ON "media"("owner_id", "id" DESC);

-- CreateIndex
CREATE INDEX "idx_media_sha256" ON "media"("owner_id", "sha256");

-- CreateIndex
CREATE INDEX "idx_media_expires" ON "media"("expires_at");

-- AddForeignKey
ALTER TABLE "media_attachments" ADD CONSTRAINT "media_attachments_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;
