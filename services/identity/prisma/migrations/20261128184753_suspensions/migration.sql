-- AlterTable
ALTER TABLE "users" ADD COLUMN     "ban_action_id" UUID,
ADD COLUMN     "suspended_until" TIMESTAMPTZ(3);
