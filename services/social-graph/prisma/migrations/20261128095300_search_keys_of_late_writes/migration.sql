-- The keys that were stored while search_key() was replaced.
UPDATE user_cards SET full_name = full_name WHERE search_key IS DISTINCT FROM search_key(username || ' ' || full_name);
