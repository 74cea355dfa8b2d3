-- AlterTable
ALTER TABLE "goal_participants" ADD COLUMN     "resting_until" DATE,
ADD COLUMN     "share_credit" DECIMAL(13,3) NOT NULL DEFAULT 0;
