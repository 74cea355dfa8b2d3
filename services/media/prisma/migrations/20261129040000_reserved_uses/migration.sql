-- AlterTable
ALTER TABLE "media" ADD COLUMN     "uses_version" BIGINT NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "media_attachments" ADD COLUMN     "reserved_until" TIMESTAMPTZ(3);
