-- The events whose conversation is not archived yet.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_conversations_events
    ON conversations (coalesce(event_ends_at, event_starts_at)) WHERE kind = 'event' AND event_archived_at IS NULL;
