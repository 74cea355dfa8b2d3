CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "systems_user_id_import_key_key" ON "systems"("user_id", "import_key")
    WHERE "import_key" IS NOT NULL AND "deleted_at" IS NULL;
