-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "changed_in" xid8;

-- Reactions and pins change the version of their message. New messages have none, so that they are not in the index.
CREATE TRIGGER messages_changed_in BEFORE UPDATE OF version ON messages
  FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION keep_changed_in();
CREATE INDEX "idx_messages_changed" ON "messages" ("conversation_id", "changed_in") WHERE "version" > 0;
