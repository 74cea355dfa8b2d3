-- A name as people type it: lower case, without accents, words apart by single spaces, one before the first. The same is
-- done to what is searched for (src/search/search.rules.ts).
CREATE FUNCTION search_key(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ' ' || btrim(regexp_replace(
    translate(
      lower(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu"),
      'øłđħıŧæœß', 'oldhitaos'),
    '[^[:alnum:]]+', ' ', 'g'));

-- The table is the projection's, which never names this column; Postgres fills it, also for the rows that are there.
ALTER TABLE user_cards
  ADD COLUMN search_key text GENERATED ALWAYS AS (search_key(username || ' ' || full_name)) STORED;

-- Words by how they begin, from one letter on. Without a pending list, which every search would have to read too.
CREATE INDEX user_cards_search ON user_cards USING gin (search_key extensions.gin_trgm_ops)
  WITH (fastupdate = off) WHERE is_active;
