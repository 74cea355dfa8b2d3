-- The latest likes of a user, from which the ranked feed knows the authors that the user likes.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "idx_post_likes_recent" ON "post_likes"("user_id", "updated_at" DESC) WHERE "is_active";
