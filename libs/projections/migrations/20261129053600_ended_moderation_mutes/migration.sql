-- For the deletion of mutes that are over.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_moderation_mutes_end ON moderation_mutes (muted_until);
