-- CreateIndex
CREATE INDEX CONCURRENTLY IF NOT EXISTS "idx_moderation_bans_end" ON "moderation_bans"("until");
