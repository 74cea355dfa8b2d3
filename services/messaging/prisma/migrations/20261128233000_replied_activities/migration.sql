-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "replied_activity" JSONB;

-- For the erasure of the author.
CREATE INDEX idx_messages_activity_author ON messages ((replied_activity ->> 'author_id')) WHERE replied_activity IS NOT NULL;
