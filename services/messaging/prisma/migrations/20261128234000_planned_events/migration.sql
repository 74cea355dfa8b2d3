-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "event_archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "event_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "event_place" VARCHAR(255),
ADD COLUMN     "event_starts_at" TIMESTAMPTZ(3);

ALTER TABLE conversations
    ADD CONSTRAINT conversations_event_has_time CHECK ((kind = 'event') = (event_starts_at IS NOT NULL)) NOT VALID;
