-- CreateEnum
CREATE TYPE "message_request_status" AS ENUM ('pending', 'accepted', 'declined');

-- CreateTable
CREATE TABLE "message_requests" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "recipient_id" UUID NOT NULL,
    "status" "message_request_status" NOT NULL DEFAULT 'pending',
    "sent_count" INTEGER NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "message_requests_conversation_id_key" ON "message_requests"("conversation_id");

-- CreateIndex
CREATE INDEX "idx_message_requests_recipient" ON "message_requests"("recipient_id", "status", "requested_at", "id");

-- CreateIndex
CREATE INDEX "idx_message_requests_sender" ON "message_requests"("sender_id", "requested_at");

-- AddForeignKey
ALTER TABLE "message_requests" ADD CONSTRAINT "message_requests_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
