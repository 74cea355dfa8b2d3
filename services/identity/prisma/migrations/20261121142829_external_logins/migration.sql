-- AlterTable
ALTER TABLE "credentials" ADD COLUMN     "subject" VARCHAR(255);

-- CreateTable
CREATE TABLE "used_id_tokens" (
    "token_hash" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_id_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "used_id_tokens_expires_at_idx" ON "used_id_tokens"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_kind_subject_key" ON "credentials"("kind", "subject");
