-- AlterTable
ALTER TABLE "goals" ADD COLUMN     "import_key" VARCHAR(43);
