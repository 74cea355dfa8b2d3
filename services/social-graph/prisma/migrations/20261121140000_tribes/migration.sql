CREATE TABLE tribes (
  id               uuid PRIMARY KEY,
  kind             varchar(20) NOT NULL CHECK (kind IN ('tribe', 'group', 'team')),
  name             varchar(255) NOT NULL,
  description      text,
  image_url        text,
  cover_image_url  text,
  privacy          varchar(20) NOT NULL CHECK (privacy IN ('private', 'friends_only', 'public')),
  require_approval boolean NOT NULL,
  max_members      integer NOT NULL,
  member_count     integer NOT NULL CHECK (member_count BETWEEN 0 AND max_members),
  created_by       uuid NOT NULL,
  owner_id         uuid NOT NULL,
  created_at       timestamptz(3) NOT NULL,
  updated_at       timestamptz(3) NOT NULL,
  archived_at      timestamptz(3),
  version          bigint NOT NULL DEFAULT 1
);
CREATE INDEX tribes_owner_id_idx ON tribes (owner_id, kind, id DESC) WHERE archived_at IS NULL;
-- What anybody can discover, newest first.
CREATE INDEX tribes_public_idx ON tribes (kind, id DESC) WHERE archived_at IS NULL AND privacy = 'public';

CREATE TABLE tribe_members (
  tribe_id   uuid NOT NULL REFERENCES tribes (id) ON UPDATE CASCADE ON DELETE CASCADE,
  user_id    uuid NOT NULL,
  role       varchar(20) NOT NULL
    CHECK (role IN ('admin', 'moderator', 'member', 'coach', 'trainer', 'captain', 'player', 'alumni')),
  joined_at  timestamptz(3) NOT NULL,
  left_at    timestamptz(3),
  is_removed boolean NOT NULL,
  PRIMARY KEY (tribe_id, user_id),
  CHECK (NOT is_removed OR left_at IS NOT NULL)
);
CREATE INDEX tribe_members_user_id_idx ON tribe_members (user_id, tribe_id DESC) WHERE left_at IS NULL;
-- The list of members, longest-serving first.
CREATE INDEX tribe_members_joined_idx ON tribe_members (tribe_id, joined_at, user_id) WHERE left_at IS NULL;

CREATE TABLE tribe_invitations (
  id           uuid PRIMARY KEY,
  tribe_id     uuid NOT NULL REFERENCES tribes (id) ON UPDATE CASCADE ON DELETE CASCADE,
  inviter_id   uuid NOT NULL,
  invitee_id   uuid NOT NULL,
  status       varchar(20) NOT NULL CHECK (status IN ('pending', 'accepted', 'declined')),
  created_at   timestamptz(3) NOT NULL,
  responded_at timestamptz(3)
);
CREATE UNIQUE INDEX tribe_invitations_invitee_key ON tribe_invitations (tribe_id, invitee_id);
CREATE INDEX tribe_invitations_invitee_id_idx ON tribe_invitations (invitee_id, status, id DESC);

CREATE TABLE tribe_join_requests (
  id           uuid PRIMARY KEY,
  tribe_id     uuid NOT NULL REFERENCES tribes (id) ON UPDATE CASCADE ON DELETE CASCADE,
  user_id      uuid NOT NULL,
  status       varchar(20) NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'withdrawn')),
  created_at   timestamptz(3) NOT NULL,
  responded_at timestamptz(3),
  responded_by uuid
);
CREATE UNIQUE INDEX tribe_join_requests_user_key ON tribe_join_requests (tribe_id, user_id);
CREATE INDEX tribe_join_requests_tribe_id_idx ON tribe_join_requests (tribe_id, status, id DESC);
CREATE INDEX tribe_join_requests_user_id_idx ON tribe_join_requests (user_id, status);
