-- CreateEnum
CREATE TYPE "conversation_kind" AS ENUM ('direct', 'group', 'channel', 'announcement', 'partnership', 'ai_coach', 'event');

-- CreateEnum
CREATE TYPE "conversation_role" AS ENUM ('owner', 'admin', 'member');

-- CreateEnum
CREATE TYPE "message_type" AS ENUM ('text', 'image', 'video', 'audio', 'file', 'system', 'goal_update');

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "kind" "conversation_kind" NOT NULL,
    "name" VARCHAR(255),
    "image_url" TEXT,
    "created_by" UUID,
    "direct_key" VARCHAR(73),
    "goal_id" UUID,
    "team_id" UUID,
    "partnership_id" UUID,
    "event_id" UUID,
    "last_seq" BIGINT NOT NULL DEFAULT 0,
    "last_hash" BYTEA NOT NULL,
    "last_message_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_participants" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "conversation_role" NOT NULL DEFAULT 'member',
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "joined_seq" BIGINT NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "left_seq" BIGINT,
    "read_seq" BIGINT NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "muted_until" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "conversation_participants_pkey" PRIMARY KEY ("conversation_id","user_id")
);

-- CreateTable
CREATE TABLE "messages" (
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "sender_id" UUID,
    "type" "message_type" NOT NULL DEFAULT 'text',
    "content" TEXT,
    "content_salt" BYTEA,
    "content_hash" BYTEA,
    "reply_to_message_id" UUID,
    "media_id" UUID,
    "metadata" JSONB,
    "client_msg_id" VARCHAR(100),
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "digest" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateTable
CREATE TABLE "message_edits" (
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "message_id" UUID NOT NULL,
    "editor_id" UUID,
    "previous_content" TEXT,
    "previous_salt" BYTEA,
    "content_hash" BYTEA,
    "digest" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_edits_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateTable
CREATE TABLE "message_tombstones" (
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "message_id" UUID NOT NULL,
    "deleted_by" UUID,
    "deleted_as" VARCHAR(20) NOT NULL,
    "digest" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_tombstones_pkey" PRIMARY KEY ("conversation_id","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "conversations_direct_key_key" ON "conversations"("direct_key");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_participants_id_key" ON "conversation_participants"("id");

-- CreateIndex
CREATE INDEX "idx_conversation_participants_user" ON "conversation_participants"("user_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_id_key" ON "messages"("id");

-- CreateIndex
CREATE INDEX "idx_messages_sender" ON "messages"("sender_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_client_msg_id_key" ON "messages"("conversation_id", "sender_id", "client_msg_id");

-- CreateIndex
CREATE INDEX "idx_message_edits_message" ON "message_edits"("message_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "message_tombstones_message_id_key" ON "message_tombstones"("message_id");

-- AddForeignKey
ALTER TABLE "conversation_participants" ADD CONSTRAINT "conversation_participants_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_edits" ADD CONSTRAINT "message_edits_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_tombstones" ADD CONSTRAINT "message_tombstones_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "idx_conversations_created_by" ON "conversations"("created_by");

-- CreateIndex
CREATE INDEX "idx_message_tombstones_deleted_by" ON "message_tombstones"("deleted_by");

-- What the service relies on.
ALTER TABLE "conversations"
    ADD CONSTRAINT "conversations_direct_key_of_direct" CHECK (("kind" = 'direct') = ("direct_key" IS NOT NULL)),
    ADD CONSTRAINT "conversations_group_has_name" CHECK ("kind" <> 'group' OR "name" <> ''),
    ADD CONSTRAINT "conversations_last_seq_not_negative" CHECK ("last_seq" >= 0),
    ADD CONSTRAINT "conversations_last_hash_sha256" CHECK (octet_length("last_hash") = 32);

ALTER TABLE "conversation_participants"
    ADD CONSTRAINT "conversation_participants_left" CHECK (("left_at" IS NULL) = ("left_seq" IS NULL)),
    ADD CONSTRAINT "conversation_participants_read_after_joining" CHECK ("read_seq" >= "joined_seq");

ALTER TABLE "messages"
    ADD CONSTRAINT "messages_have_content" CHECK ("content" IS NOT NULL OR "media_id" IS NOT NULL OR "metadata" IS NOT NULL OR "deleted_at" IS NOT NULL),
    ADD CONSTRAINT "messages_seq_positive" CHECK ("seq" > 0);
