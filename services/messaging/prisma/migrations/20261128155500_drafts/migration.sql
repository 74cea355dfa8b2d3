-- AlterTable
ALTER TABLE "conversation_participants" ADD COLUMN     "draft_at" TIMESTAMPTZ(3),
ADD COLUMN     "draft_content" TEXT,
ADD COLUMN     "draft_reply_to_message_id" UUID;

-- A message ends the draft of its sender. A trigger, because it reads what was committed while the statement waited for the
-- lock of the conversation, under which drafts are written. Senders without a draft write nothing.
CREATE FUNCTION end_draft() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE conversation_participants
     SET draft_content = NULL, draft_reply_to_message_id = NULL, draft_at = greatest(draft_at, NEW.created_at)
   WHERE conversation_id = NEW.conversation_id AND user_id = NEW.sender_id AND draft_content IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER messages_end_draft AFTER INSERT ON messages
  FOR EACH ROW WHEN (NEW.sender_id IS NOT NULL) EXECUTE FUNCTION end_draft();
