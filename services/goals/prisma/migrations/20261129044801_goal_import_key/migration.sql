CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "goals_creator_id_import_key_key" ON "goals"("creator_id", "import_key")
    WHERE "import_key" IS NOT NULL AND "deleted_at" IS NULL;
