-- AlterTable
ALTER TABLE "goals" ADD COLUMN     "import_key" VARCHAR(43);

-- CreateIndex
CREATE INDEX "idx_goals_import_key" ON "goals"("creator_id", "import_key");
