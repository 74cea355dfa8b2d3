-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "event_archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "event_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "event_place" VARCHAR(255),
ADD COLUMN     "event_starts_at" TIMESTAMPTZ(3);

-- The events whose conversation is not archived yet.
CREATE INDEX idx_conversations_events ON conversations (coalesce(event_ends_at, event_starts_at))
  WHERE kind = 'event' AND event_archived_at IS NULL;

ALTER TABLE conversations
    ADD CONSTRAINT conversations_event_has_time CHECK ((kind = 'event') = (event_starts_at IS NOT NULL)) NOT VALID;
ALTER TABLE conversations VALIDATE CONSTRAINT conversations_event_has_time;
