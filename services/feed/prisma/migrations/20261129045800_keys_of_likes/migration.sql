-- AlterTable
ALTER TABLE "comment_likes" ADD COLUMN     "key_id" UUID;

-- AlterTable
ALTER TABLE "post_likes" ADD COLUMN     "key_id" UUID;
