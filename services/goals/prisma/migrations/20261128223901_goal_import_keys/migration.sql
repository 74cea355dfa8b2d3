-- CreateIndex
CREATE INDEX CONCURRENTLY IF NOT EXISTS "idx_goals_import_key" ON "goals"("creator_id", "import_key");
