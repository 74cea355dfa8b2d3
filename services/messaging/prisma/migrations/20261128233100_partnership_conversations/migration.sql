-- Conversations of partners have a key of both users too.
ALTER TABLE conversations
    DROP CONSTRAINT conversations_direct_key_of_direct,
    ADD CONSTRAINT conversations_direct_key_of_two CHECK ((kind IN ('direct', 'partnership')) = (direct_key IS NOT NULL)) NOT VALID;
