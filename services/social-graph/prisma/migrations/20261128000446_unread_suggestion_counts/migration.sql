-- No code reads these columns. With a default, a row can be written without them; a release that writes them runs on as before.
ALTER TABLE friend_suggestions
  ALTER COLUMN mutual_friends_count SET DEFAULT 0,
  ALTER COLUMN common_tribes SET DEFAULT 0;
