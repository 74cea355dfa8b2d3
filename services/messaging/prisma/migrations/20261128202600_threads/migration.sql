-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "in_conversation" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "thread_root_id" UUID;

-- CreateTable
CREATE TABLE "thread_followers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "root_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "is_following" BOOLEAN NOT NULL,
    "read_seq" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "thread_followers_pkey" PRIMARY KEY ("root_id","user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "thread_followers_id_key" ON "thread_followers"("id");

-- CreateIndex
CREATE INDEX "idx_thread_followers_user" ON "thread_followers"("user_id", "root_id");

-- AddForeignKey
ALTER TABLE "thread_followers" ADD CONSTRAINT "thread_followers_root_id_fkey" FOREIGN KEY ("root_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The replies of a thread, by number.
CREATE INDEX idx_messages_thread ON messages (thread_root_id, seq) WHERE thread_root_id IS NOT NULL;

-- The author of a message follows its thread from the first reply, unless they have decided before; mentioned users and the
-- author of a reply follow again. Authors have read the thread up to their reply.
CREATE FUNCTION follow_thread() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO thread_followers (root_id, user_id, is_following, read_seq, created_at)
  SELECT root.id, root.sender_id, true, root.seq, NEW.created_at
    FROM messages root WHERE root.id = NEW.thread_root_id AND root.sender_id IS NOT NULL
  ON CONFLICT DO NOTHING;

  INSERT INTO thread_followers AS known (root_id, user_id, is_following, read_seq, created_at)
  SELECT DISTINCT NEW.thread_root_id, mentioned.user_id, true, NEW.seq - 1, NEW.created_at
    FROM unnest(NEW.mentioned_ids) AS mentioned (user_id)
  ON CONFLICT (root_id, user_id) DO UPDATE
    SET is_following = true, read_seq = greatest(known.read_seq, excluded.read_seq)
    WHERE NOT known.is_following;

  INSERT INTO thread_followers AS known (root_id, user_id, is_following, read_seq, created_at)
  SELECT NEW.thread_root_id, NEW.sender_id, true, NEW.seq, NEW.created_at WHERE NEW.sender_id IS NOT NULL
  ON CONFLICT (root_id, user_id) DO UPDATE
    SET is_following = true, read_seq = greatest(known.read_seq, excluded.read_seq);

  RETURN NULL;
END $$;
CREATE TRIGGER messages_follow_thread AFTER INSERT ON messages
  FOR EACH ROW WHEN (NEW.thread_root_id IS NOT NULL) EXECUTE FUNCTION follow_thread();
