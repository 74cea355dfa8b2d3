-- AlterTable
ALTER TABLE "data_export_parts" ADD COLUMN     "size" INTEGER NOT NULL DEFAULT 0;
