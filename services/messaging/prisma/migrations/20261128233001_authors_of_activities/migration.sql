-- For the erasure of the author.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_messages_activity_author
    ON messages ((replied_activity ->> 'author_id')) WHERE replied_activity IS NOT NULL;
