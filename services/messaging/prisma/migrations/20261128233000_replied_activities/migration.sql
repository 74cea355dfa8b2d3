-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "replied_activity" JSONB;
