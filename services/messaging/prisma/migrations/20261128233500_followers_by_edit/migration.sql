-- Users whom an edit of a reply mentions for the first time follow the thread, like those whom the reply mentioned at first.
CREATE FUNCTION follow_edited_thread() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO thread_followers AS known (root_id, user_id, is_following, read_seq, created_at)
  SELECT DISTINCT NEW.thread_root_id, mentioned.user_id, true, NEW.seq - 1, NEW.edited_at
    FROM unnest(NEW.mentioned_ids) AS mentioned (user_id)
   WHERE mentioned.user_id <> ALL (OLD.mentioned_ids)
  ON CONFLICT (root_id, user_id) DO UPDATE
    SET is_following = true, read_seq = greatest(known.read_seq, excluded.read_seq)
    WHERE NOT known.is_following;

  RETURN NULL;
END $$;
CREATE TRIGGER messages_follow_edited_thread AFTER UPDATE OF mentioned_ids ON messages
  FOR EACH ROW WHEN (NEW.thread_root_id IS NOT NULL AND NEW.edited_at IS NOT NULL) EXECUTE FUNCTION follow_edited_thread();
