-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "conversation_participants" ADD COLUMN     "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id(),
ADD COLUMN     "read_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "added_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "message_edits" ADD COLUMN     "added_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "message_tombstones" ADD COLUMN     "added_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateIndex
CREATE INDEX "idx_conversation_participants_read" ON "conversation_participants"("conversation_id", "read_in");

-- Writers need not know of positions: the previous release, which runs on this schema too, sets them as well.
CREATE FUNCTION keep_changed_in() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.changed_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER conversations_changed_in BEFORE UPDATE ON conversations
  FOR EACH ROW EXECUTE FUNCTION keep_changed_in();
CREATE TRIGGER conversation_participants_changed_in BEFORE UPDATE ON conversation_participants
  FOR EACH ROW EXECUTE FUNCTION keep_changed_in();

CREATE FUNCTION keep_read_in() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.read_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER conversation_participants_read_in BEFORE UPDATE ON conversation_participants
  FOR EACH ROW WHEN ((OLD.read_seq, OLD.joined_seq) IS DISTINCT FROM (NEW.read_seq, NEW.joined_seq)) EXECUTE FUNCTION keep_read_in();
