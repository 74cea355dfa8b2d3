-- Teams of social-graph and their members. The projection of their events writes them.
CREATE TABLE teams (
    id         uuid PRIMARY KEY,
    version    bigint NOT NULL,
    updated_at timestamptz(3) NOT NULL
);

CREATE TABLE team_members (
    team_id   uuid NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id   uuid NOT NULL,
    role      text NOT NULL,
    joined_at timestamptz(3) NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_members_user ON team_members (user_id, team_id);

-- The roles that see a channel; all roles without a list.
ALTER TABLE conversations
    ADD COLUMN visible_roles text[],
    ADD CONSTRAINT conversations_of_team CHECK ((team_id IS NOT NULL) = (kind IN ('channel', 'announcement'))) NOT VALID;
ALTER TABLE conversations VALIDATE CONSTRAINT conversations_of_team;
CREATE INDEX idx_conversations_team ON conversations (team_id, id) WHERE team_id IS NOT NULL;

ALTER TABLE messages ADD COLUMN team_id uuid;
ALTER TABLE message_edits ADD COLUMN team_id uuid;
CREATE INDEX idx_messages_team ON messages (team_id, created_at) WHERE team_id IS NOT NULL;

-- The second lock of teams. A transaction names its user with set_config('tribe.user_id', …, true). Without a user, there are no
-- rows of teams. Work that serves no user, such as an erasure, names its scope instead.
CREATE FUNCTION team_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('tribe.user_id', true), '')::uuid
$$;
CREATE FUNCTION is_team_service() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('tribe.scope', true), '') = 'service'
$$;

ALTER TABLE conversations ENABLE ROW LEVEL SECURITY;
CREATE POLICY conversations_of_teams ON conversations USING (
  team_id IS NULL OR is_team_service() OR EXISTS (
    SELECT FROM team_members member
     WHERE member.team_id = conversations.team_id AND member.user_id = team_user()
       AND (conversations.visible_roles IS NULL OR member.role = ANY (conversations.visible_roles))));

ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY messages_of_teams ON messages USING (
  team_id IS NULL OR is_team_service() OR EXISTS (
    SELECT FROM conversations channel
     WHERE channel.id = messages.conversation_id AND channel.team_id = messages.team_id));

ALTER TABLE message_edits ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_edits_of_teams ON message_edits USING (
  team_id IS NULL OR is_team_service() OR EXISTS (
    SELECT FROM conversations channel
     WHERE channel.id = message_edits.conversation_id AND channel.team_id = message_edits.team_id));
