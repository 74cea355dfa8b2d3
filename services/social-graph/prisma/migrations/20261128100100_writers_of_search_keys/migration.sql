-- Waits for transactions that were open while search_key() was replaced and may still store a key of the earlier function. The lock
-- ends with this script, so the update of the next one keeps no writer waiting.
DO $$ BEGIN
  LOCK TABLE user_cards IN SHARE MODE;
END $$;
