-- AlterTable
ALTER TABLE "goal_cards" ADD COLUMN     "is_public" BOOLEAN;
