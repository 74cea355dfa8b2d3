-- CreateTable
CREATE TABLE "moderation_mutes" (
    "action_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "muted_until" TIMESTAMPTZ(3) NOT NULL,
    "is_lifted" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "moderation_mutes_pkey" PRIMARY KEY ("action_id")
);

-- CreateIndex
CREATE INDEX "moderation_mutes_user_id_idx" ON "moderation_mutes"("user_id");

-- Reads what was written around a reported message for moderators, who are no members: the message, and the five before and
-- after it. It runs with the rights of the owner of the tables, behind the row level security, so that this path needs no
-- scope with which a statement could read more. Only the service has the right to use the schema.
CREATE FUNCTION moderation_context(reported uuid)
RETURNS TABLE (id uuid, sender_id uuid, content text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT near.id, near.sender_id,
         CASE WHEN near.deleted_at IS NULL THEN left(near.content, 1000) END, near.created_at
    FROM messages target
   CROSS JOIN LATERAL (
         (SELECT * FROM messages before
           WHERE before.conversation_id = target.conversation_id AND before.seq < target.seq
           ORDER BY before.seq DESC LIMIT 5)
         UNION ALL
         (SELECT * FROM messages after
           WHERE after.conversation_id = target.conversation_id AND after.seq >= target.seq
           ORDER BY after.seq LIMIT 6)) near
   WHERE target.id = reported
   ORDER BY near.seq
$$;
