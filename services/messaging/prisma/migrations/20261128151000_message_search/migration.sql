-- The words of messages that can be found. A table of its own, because rows of `messages` change for other reasons too, and
-- because an index on words would not be used behind a policy on `messages`.
CREATE TABLE searchable_messages (
    message_id      uuid PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    conversation_id uuid NOT NULL,
    -- The text search configuration of the words.
    language        text NOT NULL,
    words           tsvector NOT NULL
);

-- A search reads the matching messages of one conversation, however many messages of others match. Without a list of pending
-- entries, which every search would read, and which a sender would have to empty.
CREATE INDEX searchable_messages_words ON searchable_messages USING gin (conversation_id extensions.uuid_ops, words)
    WITH (fastupdate = off);

-- The configuration for a locale (BCP 47). Without stemming for other languages.
CREATE FUNCTION search_language(locale text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE lower(split_part(locale, '-', 1))
    WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'fr' THEN 'french' WHEN 'de' THEN 'german'
    WHEN 'pt' THEN 'portuguese' WHEN 'it' THEN 'italian' WHEN 'nl' THEN 'dutch'
    ELSE 'simple' END
$$;

-- The text whose words are found. Postgres would take what is between angle brackets for markup, and skip it.
CREATE FUNCTION searched_text(content text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(content, '<>', '  ')
$$;

-- All words of a search, in the form of any of the languages: the reader may search in another language than the sender's.
CREATE FUNCTION message_search(search text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(DISTINCT '(' || form || ')', ' | '), '')::tsquery
    FROM unnest('{simple,english,spanish,french,german,portuguese,italian,dutch}'::regconfig[]) AS language
   CROSS JOIN LATERAL (SELECT plainto_tsquery(language, search)::text AS form) AS forms
   WHERE form <> ''
$$;

-- Postgres keeps the words in step with the messages, also for writers of the previous release. A deleted message has none.
CREATE FUNCTION keep_searchable_messages() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  chosen text;
BEGIN
  IF NEW.deleted_at IS NOT NULL OR NEW.content IS NULL THEN
    DELETE FROM searchable_messages WHERE message_id = NEW.id;
    RETURN NULL;
  END IF;

  chosen := search_language((SELECT locale FROM user_cards WHERE user_id = NEW.sender_id));

  INSERT INTO searchable_messages (message_id, conversation_id, language, words)
  VALUES (NEW.id, NEW.conversation_id, chosen, to_tsvector(chosen::regconfig, searched_text(NEW.content)))
  ON CONFLICT (message_id) DO UPDATE SET language = excluded.language, words = excluded.words;

  RETURN NULL;
END $$;
CREATE TRIGGER messages_searchable_insert AFTER INSERT ON messages
  FOR EACH ROW WHEN (NEW.content IS NOT NULL) EXECUTE FUNCTION keep_searchable_messages();
CREATE TRIGGER messages_searchable_update AFTER UPDATE OF content, deleted_at ON messages
  FOR EACH ROW EXECUTE FUNCTION keep_searchable_messages();

INSERT INTO searchable_messages (message_id, conversation_id, language, words)
SELECT m.id, m.conversation_id, language, to_tsvector(language::regconfig, searched_text(m.content))
  FROM messages m
  LEFT JOIN user_cards card ON card.user_id = m.sender_id
 CROSS JOIN LATERAL search_language(card.locale) AS language
 WHERE m.deleted_at IS NULL AND m.content IS NOT NULL;
