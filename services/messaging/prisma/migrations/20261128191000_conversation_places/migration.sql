-- What a participant is told about: all messages, or mentions only. Without a level, mentions in a channel and all elsewhere.
ALTER TABLE conversation_participants
    ADD COLUMN notification_level text,
    ADD CONSTRAINT conversation_participants_notification_level CHECK (notification_level IN ('all', 'mentions')) NOT VALID;
ALTER TABLE conversation_participants VALIDATE CONSTRAINT conversation_participants_notification_level;

-- A closed channel exists for no member. Its messages are kept for a time.
ALTER TABLE conversations ADD COLUMN closed_at timestamptz(3);
CREATE INDEX idx_conversations_closed ON conversations (closed_at) WHERE closed_at IS NOT NULL;
ALTER POLICY conversations_of_teams ON conversations USING (
  team_id IS NULL OR is_team_service() OR closed_at IS NULL AND EXISTS (
    SELECT FROM team_members member
     WHERE member.team_id = conversations.team_id AND member.user_id = team_user()
       AND (conversations.visible_roles IS NULL OR member.role = ANY (conversations.visible_roles))));

-- The transaction in which a member joined or got another role, for clients that ask for what they missed.
ALTER TABLE team_members ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE TRIGGER team_members_changed_in BEFORE UPDATE ON team_members FOR EACH ROW EXECUTE FUNCTION keep_changed_in();

-- The conversations of users: those in which they are participants, and the channels of their teams that their role sees. Members
-- of a team have a row as participants after their first use; until then, messages from before their membership count as read.
-- The policies on rows hold for the user of the view.
CREATE VIEW conversation_places WITH (security_invoker = true) AS
  SELECT p.conversation_id, p.user_id, p.id AS participant_id, p.role, p.joined_at, p.joined_seq, p.read_seq, p.read_at,
         '-infinity'::timestamptz AS unread_since, p.muted_until, p.archived_at,
         p.draft_content, p.draft_reply_to_message_id, p.draft_at,
         coalesce(p.notification_level, 'all') AS notification_level, p.changed_in
    FROM conversation_participants p
    JOIN conversations c ON c.id = p.conversation_id AND c.team_id IS NULL
   WHERE p.left_at IS NULL
   UNION ALL
  SELECT c.id, member.user_id, p.id,
         (CASE WHEN member.role IN ('admin', 'coach', 'trainer') THEN 'admin' ELSE 'member' END)::conversation_role,
         member.joined_at, 0, coalesce(p.read_seq, 0), p.read_at,
         CASE WHEN p.id IS NULL THEN member.joined_at ELSE '-infinity' END, p.muted_until, p.archived_at,
         p.draft_content, p.draft_reply_to_message_id, p.draft_at,
         coalesce(p.notification_level, CASE WHEN c.kind = 'channel' THEN 'mentions' ELSE 'all' END),
         greatest(member.changed_in, p.changed_in)
    FROM team_members member
    JOIN conversations c
      ON c.team_id = member.team_id AND c.closed_at IS NULL AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles))
    LEFT JOIN conversation_participants p
      ON p.conversation_id = c.id AND p.user_id = member.user_id AND p.left_at IS NULL;
