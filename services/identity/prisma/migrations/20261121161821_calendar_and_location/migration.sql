-- AlterTable
ALTER TABLE "user_settings" ADD COLUMN     "calendar_visible_to_friends" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "share_location" BOOLEAN NOT NULL DEFAULT false;
