-- CreateTable
CREATE TABLE "moderation_bans" (
    "action_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "moderation_bans_pkey" PRIMARY KEY ("action_id")
);

-- CreateIndex
CREATE INDEX "moderation_bans_user_id_idx" ON "moderation_bans"("user_id");

-- AddForeignKey
ALTER TABLE "moderation_bans" ADD CONSTRAINT "moderation_bans_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The bans in force. Until now, a user had only the last one.
INSERT INTO "moderation_bans" ("action_id", "user_id", "until")
SELECT "ban_action_id", "id", "suspended_until" FROM "users" WHERE "ban_action_id" IS NOT NULL;
