-- How long a conversation keeps its messages; for ever without a number. Messages up to `expired_seq` have lost their contents.
ALTER TABLE conversations
    ADD COLUMN retention_days integer,
    ADD COLUMN expired_seq bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT conversations_retention_positive CHECK (retention_days > 0) NOT VALID;
ALTER TABLE conversations VALIDATE CONSTRAINT conversations_retention_positive;

-- Conversations with a retention are few.
CREATE INDEX idx_conversations_retention ON conversations (id) WHERE retention_days IS NOT NULL;
