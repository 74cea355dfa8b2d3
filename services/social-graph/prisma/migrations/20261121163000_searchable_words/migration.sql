-- The words of everybody whom strangers can find, in the order in which a search shows them: a page of a search is then a
-- piece of an index, however many people fit. The columns that decide stand in it, so the table itself is not read.
CREATE TABLE searchable_words (
  user_id uuid NOT NULL,
  word    text COLLATE "C" NOT NULL,
  -- All words of the person: their search_key.
  name    text COLLATE "C" NOT NULL,
  PRIMARY KEY (user_id, word)
);
CREATE INDEX searchable_words_in_order ON searchable_words (word, name, user_id);

-- Cards are the projection's, which knows nothing of words; Postgres keeps them in step.
CREATE FUNCTION keep_searchable_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.search_key, NEW.is_active, NEW.profile_visibility)
      IS NOT DISTINCT FROM (OLD.search_key, OLD.is_active, OLD.profile_visibility) THEN
    RETURN NULL;
  END IF;
  DELETE FROM searchable_words WHERE user_id = coalesce(NEW.user_id, OLD.user_id);
  IF TG_OP <> 'DELETE' AND NEW.is_active AND NEW.profile_visibility <> 'private' THEN
    INSERT INTO searchable_words (user_id, word, name)
    SELECT DISTINCT NEW.user_id, word, NEW.search_key FROM regexp_split_to_table(btrim(NEW.search_key), ' ') AS word;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER user_cards_searchable_words AFTER INSERT OR UPDATE OR DELETE ON user_cards
  FOR EACH ROW EXECUTE FUNCTION keep_searchable_words();

INSERT INTO searchable_words (user_id, word, name)
SELECT DISTINCT user_id, word, search_key FROM user_cards, regexp_split_to_table(btrim(search_key), ' ') AS word
 WHERE is_active AND profile_visibility <> 'private';

-- Who has exactly this username.
CREATE INDEX user_cards_username ON user_cards (lower(username)) WHERE is_active;
