-- CreateEnum
CREATE TYPE "attachment_kind" AS ENUM ('image', 'video', 'audio', 'file');

-- CreateTable
CREATE TABLE "message_attachments" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "media_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "kind" "attachment_kind" NOT NULL,
    "content_type" VARCHAR(100) NOT NULL,
    "name" VARCHAR(255),
    "size" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "blurhash" VARCHAR(100),
    "color" CHAR(7),
    "is_removed" BOOLEAN NOT NULL DEFAULT false,
    "team_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_attachments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_attachments_message" ON "message_attachments"("message_id", "id");

-- CreateIndex
CREATE INDEX "idx_attachments_gallery" ON "message_attachments"("conversation_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "idx_attachments_media" ON "message_attachments"("media_id");

-- AddForeignKey
ALTER TABLE "message_attachments" ADD CONSTRAINT "message_attachments_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ME-08
CREATE INDEX idx_attachments_team ON message_attachments (team_id, created_at) WHERE team_id IS NOT NULL;

ALTER TABLE message_attachments ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_attachments_of_teams ON message_attachments USING (
  team_id IS NULL OR is_team_service() OR EXISTS (
    SELECT FROM conversations channel
     WHERE channel.id = message_attachments.conversation_id AND channel.team_id = message_attachments.team_id));

-- Every way to add and remove an attachment tells media, also the deletion of a whole conversation.
CREATE FUNCTION sync_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  attachment message_attachments := CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at)
  VALUES (gen_random_uuid(), 'messaging-sync-attachment-v1', attachment.id || ' ' || lower(TG_OP),
          jsonb_build_object('messageId', attachment.message_id, 'mediaId', attachment.media_id, 'ownerId', attachment.owner_id),
          now(), now())
  ON CONFLICT (kind, key) DO NOTHING;
  PERFORM pg_notify('due_jobs_' || current_schema(), 'messaging-sync-attachment-v1');
  RETURN NULL;
END $$;
CREATE TRIGGER message_attachments_sync AFTER INSERT OR DELETE ON message_attachments
  FOR EACH ROW EXECUTE FUNCTION sync_attachment();
