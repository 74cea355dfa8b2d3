-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "attachments_hash" BYTEA;
