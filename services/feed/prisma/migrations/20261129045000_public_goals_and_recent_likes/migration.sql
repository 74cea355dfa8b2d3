-- AlterTable
ALTER TABLE "goal_cards" ADD COLUMN     "is_public" BOOLEAN;

-- The latest likes of a user, from which the ranked feed knows the authors that the user likes.
CREATE INDEX "idx_post_likes_recent" ON "post_likes"("user_id", "updated_at" DESC) WHERE "is_active";
