CREATE TABLE partnerships (
  id                 uuid PRIMARY KEY,
  kind               varchar(20) NOT NULL CHECK (kind IN ('duo', 'accountability')),
  name               varchar(100),
  user1_id           uuid NOT NULL,
  user2_id           uuid,
  status             varchar(20) NOT NULL
    CHECK (status IN ('pending_invite', 'active', 'paused', 'dissolved', 'expired_invite', 'declined')),
  check_in_frequency varchar(20) NOT NULL CHECK (check_in_frequency IN ('daily', 'weekly')),
  invitation_id      uuid NOT NULL,
  invite_email       varchar(255),
  invite_by_email    boolean NOT NULL,
  invite_expires_at  timestamptz(3) NOT NULL,
  created_at         timestamptz(3) NOT NULL,
  activated_at       timestamptz(3),
  paused_at          timestamptz(3),
  dissolved_at       timestamptz(3),
  updated_at         timestamptz(3) NOT NULL,
  version            bigint NOT NULL DEFAULT 1,
  CHECK (user1_id <> user2_id),
  CHECK (status NOT IN ('active', 'paused') OR (user2_id IS NOT NULL AND activated_at IS NOT NULL)),
  CHECK ((status = 'paused') = (paused_at IS NOT NULL)),
  CHECK ((status = 'dissolved') = (dissolved_at IS NOT NULL)),
  -- An address is known only while an invitation waits.
  CHECK (status = 'pending_invite' OR invite_email IS NULL),
  CONSTRAINT partnerships_id_kind_key UNIQUE (id, kind)
);
CREATE UNIQUE INDEX partnerships_invitation_id_key ON partnerships (invitation_id);

-- Two people have one partnership of a kind at a time, whoever invited whom.
CREATE UNIQUE INDEX partnerships_current_pair_key
  ON partnerships (kind, least(user1_id, user2_id), greatest(user1_id, user2_id)) WHERE status IN ('active', 'paused');
-- Invitations of one person that wait for an answer, or seem to.
CREATE INDEX partnerships_open_invitations ON partnerships (user1_id, invite_expires_at)
  WHERE status IN ('pending_invite', 'declined');

CREATE TABLE partnership_members (
  partnership_id uuid NOT NULL,
  user_id        uuid NOT NULL,
  kind           varchar(20) NOT NULL,
  is_current     boolean NOT NULL,
  PRIMARY KEY (partnership_id, user_id),
  CONSTRAINT partnership_members_partnership_id_fkey FOREIGN KEY (partnership_id, kind)
    REFERENCES partnerships (id, kind) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX partnership_members_user_id_idx ON partnership_members (user_id, partnership_id DESC);
-- At most one duo for a person, on whichever side of it they are.
CREATE UNIQUE INDEX partnership_members_one_duo ON partnership_members (user_id) WHERE kind = 'duo' AND is_current;

-- Who was invited when, to stop inviting over and over. Entries that no longer count go with the next one.
CREATE TABLE partnership_invitation_log (
  id         uuid PRIMARY KEY,
  inviter_id uuid NOT NULL,
  target     bytea NOT NULL,
  invited_at timestamptz(3) NOT NULL
);
CREATE INDEX partnership_invitation_log_inviter_id_idx ON partnership_invitation_log (inviter_id, invited_at);
