-- AlterTable
ALTER TABLE "user_settings" ADD COLUMN     "ask_before_adding_to_goals" BOOLEAN NOT NULL DEFAULT false;
