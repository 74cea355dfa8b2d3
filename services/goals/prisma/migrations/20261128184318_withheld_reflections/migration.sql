-- AlterTable
ALTER TABLE "reflections" ADD COLUMN     "withheld_at" TIMESTAMPTZ(3);
