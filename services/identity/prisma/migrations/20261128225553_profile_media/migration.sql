-- AlterTable
ALTER TABLE "users" ADD COLUMN     "cover_media_id" UUID,
ADD COLUMN     "profile_media_id" UUID;
