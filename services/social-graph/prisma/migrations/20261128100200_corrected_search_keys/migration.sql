-- Postgres fills the column again, and the trigger the words, where the new function gives another result.
UPDATE user_cards SET full_name = full_name WHERE search_key IS DISTINCT FROM search_key(username || ' ' || full_name);
