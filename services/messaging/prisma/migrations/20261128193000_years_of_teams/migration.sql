-- The year of a team. When it ends, the messages of its channels are archived: they are read only when they are asked for.
CREATE TABLE team_years (
    team_id         uuid PRIMARY KEY,
    year_ends_on    date NOT NULL,
    -- The end of the year that is not archived yet, at midnight after its last day (UTC).
    due_at          timestamptz(3) NOT NULL,
    archived_before timestamptz(3)
);
CREATE INDEX team_years_due ON team_years (due_at);

-- Messages up to this number are archived.
ALTER TABLE conversations ADD COLUMN archived_seq bigint NOT NULL DEFAULT 0;

-- As before, and the members of a team see the messages after those that are archived.
CREATE OR REPLACE VIEW conversation_places WITH (security_invoker = true) AS
  SELECT p.conversation_id, p.user_id, p.id AS participant_id, p.role, p.joined_at, p.joined_seq, p.read_seq, p.read_at,
         '-infinity'::timestamptz AS unread_since, p.muted_until, p.archived_at,
         p.draft_content, p.draft_reply_to_message_id, p.draft_at,
         coalesce(p.notification_level, 'all') AS notification_level, p.changed_in, 0::bigint AS archived_seq
    FROM conversation_participants p
    JOIN conversations c ON c.id = p.conversation_id AND c.team_id IS NULL
   WHERE p.left_at IS NULL
   UNION ALL
  SELECT c.id, member.user_id, p.id,
         (CASE WHEN member.role IN ('admin', 'coach', 'trainer') THEN 'admin' ELSE 'member' END)::conversation_role,
         member.joined_at, c.archived_seq, greatest(p.read_seq, c.archived_seq), p.read_at,
         CASE WHEN p.id IS NULL THEN member.joined_at ELSE '-infinity' END, p.muted_until, p.archived_at,
         p.draft_content, p.draft_reply_to_message_id, p.draft_at,
         coalesce(p.notification_level, CASE WHEN c.kind = 'channel' THEN 'mentions' ELSE 'all' END),
         greatest(member.changed_in, p.changed_in), c.archived_seq
    FROM team_members member
    JOIN conversations c
      ON c.team_id = member.team_id AND c.closed_at IS NULL AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles))
    LEFT JOIN conversation_participants p
      ON p.conversation_id = c.id AND p.user_id = member.user_id AND p.left_at IS NULL;
