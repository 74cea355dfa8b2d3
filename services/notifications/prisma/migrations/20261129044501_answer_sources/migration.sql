-- What was done to the comments on a post. Their events name no other key of it, and the table has only recent rows.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "idx_notification_sources_answers" ON "notification_sources"("action_url")
  WHERE "target_type" = 'post_comment';
