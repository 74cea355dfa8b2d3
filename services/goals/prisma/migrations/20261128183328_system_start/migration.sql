-- AlterTable
ALTER TABLE "systems" ADD COLUMN     "started_on" DATE;
