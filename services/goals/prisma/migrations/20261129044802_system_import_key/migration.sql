-- Alone in its script, because it cannot run in a transaction: writes to the table go on meanwhile. If it fails, drop the
-- invalid index that it leaves before the next try.
CREATE UNIQUE INDEX CONCURRENTLY "systems_user_id_import_key_key" ON "systems"("user_id", "import_key")
    WHERE "import_key" IS NOT NULL AND "deleted_at" IS NULL;
