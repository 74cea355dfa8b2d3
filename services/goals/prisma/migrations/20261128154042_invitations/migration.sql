-- CreateEnum
CREATE TYPE "invitation_status" AS ENUM ('pending', 'accepted', 'declined', 'withdrawn');

-- CreateTable
CREATE TABLE "goal_invitations" (
    "id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "inviter_id" UUID NOT NULL,
    "invitee_id" UUID NOT NULL,
    "role" "participant_role" NOT NULL,
    "status" "invitation_status" NOT NULL,
    "times" SMALLINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "responded_at" TIMESTAMPTZ(3),

    CONSTRAINT "goal_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_goal_invitations_invitee" ON "goal_invitations"("invitee_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "idx_goal_invitations_inviter" ON "goal_invitations"("inviter_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "goal_invitations_goal_id_invitee_id_key" ON "goal_invitations"("goal_id", "invitee_id");

-- AddForeignKey
ALTER TABLE "goal_invitations" ADD CONSTRAINT "goal_invitations_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "goal_invitations"
    ADD CONSTRAINT "goal_invitations_not_oneself" CHECK ("inviter_id" <> "invitee_id"),
    ADD CONSTRAINT "goal_invitations_times_positive" CHECK ("times" > 0);

-- Search for public goals by the words of their titles.
CREATE INDEX "idx_goals_public_words" ON "goals" USING gin (to_tsvector('simple', "title"))
 WHERE "is_public" AND "deleted_at" IS NULL AND "archived_at" IS NULL;
-- Public goals of friends, for the feed.
CREATE INDEX "idx_goals_public_creator" ON "goals" ("creator_id", "id" DESC) WHERE "is_public" AND "deleted_at" IS NULL;
