-- DropIndex
DROP INDEX "idx_goals_import_key";

-- DropIndex
DROP INDEX "idx_systems_import_key";
