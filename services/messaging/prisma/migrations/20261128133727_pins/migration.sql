-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "pinned_by" UUID;

-- Pinned messages are few.
CREATE INDEX "idx_messages_pinned" ON "messages" ("conversation_id", "pinned_at") WHERE "pinned_at" IS NOT NULL;
CREATE INDEX "idx_messages_pinned_by" ON "messages" ("pinned_by", "id") WHERE "pinned_by" IS NOT NULL;
