-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "mentioned_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "mentions_room" BOOLEAN NOT NULL DEFAULT false;

-- For the erasure of a user. Messages without mentions are not in the index.
CREATE INDEX "idx_messages_mentioned" ON "messages" USING gin ("mentioned_ids") WHERE "mentioned_ids" <> '{}';
