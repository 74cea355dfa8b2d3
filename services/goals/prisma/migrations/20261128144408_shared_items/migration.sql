ALTER TABLE "reflections" ADD COLUMN     "shared_with_partner" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "shared_reactions" (
    "id" UUID NOT NULL,
    "checkin_id" UUID,
    "reflection_id" UUID,
    "user_id" UUID NOT NULL,
    "emoji" VARCHAR(32),
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shared_reactions_of_one_item" CHECK (num_nonnulls("checkin_id", "reflection_id") = 1),
    CONSTRAINT "shared_reactions_version_positive" CHECK ("version" > 0),
    CONSTRAINT "shared_reactions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "shared_comments" (
    "id" UUID NOT NULL,
    "checkin_id" UUID,
    "reflection_id" UUID,
    "user_id" UUID NOT NULL,
    "content" VARCHAR(1000) NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "edited_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shared_comments_of_one_item" CHECK (num_nonnulls("checkin_id", "reflection_id") = 1),
    CONSTRAINT "shared_comments_content_not_empty" CHECK ("content" <> ''),
    CONSTRAINT "shared_comments_version_positive" CHECK ("version" > 0),
    CONSTRAINT "shared_comments_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "idx_shared_reactions_user" ON "shared_reactions"("user_id", "id");

CREATE UNIQUE INDEX "shared_reactions_checkin_id_user_id_key" ON "shared_reactions"("checkin_id", "user_id");

CREATE UNIQUE INDEX "shared_reactions_reflection_id_user_id_key" ON "shared_reactions"("reflection_id", "user_id");

CREATE INDEX "idx_shared_comments_checkin" ON "shared_comments"("checkin_id", "created_at" DESC, "id" DESC);

CREATE INDEX "idx_shared_comments_reflection" ON "shared_comments"("reflection_id", "created_at" DESC, "id" DESC);

CREATE INDEX "idx_shared_comments_user" ON "shared_comments"("user_id", "id");

ALTER TABLE "shared_reactions" ADD CONSTRAINT "shared_reactions_checkin_id_fkey" FOREIGN KEY ("checkin_id") REFERENCES "checkins"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "shared_reactions" ADD CONSTRAINT "shared_reactions_reflection_id_fkey" FOREIGN KEY ("reflection_id") REFERENCES "reflections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "shared_comments" ADD CONSTRAINT "shared_comments_checkin_id_fkey" FOREIGN KEY ("checkin_id") REFERENCES "checkins"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "shared_comments" ADD CONSTRAINT "shared_comments_reflection_id_fkey" FOREIGN KEY ("reflection_id") REFERENCES "reflections"("id") ON DELETE CASCADE ON UPDATE CASCADE;
