-- Who blocked whom. The row stays when a block is taken back, because its version must go on.
CREATE TABLE blocked_users (
  id           uuid PRIMARY KEY,
  blocker_id   uuid NOT NULL,
  blocked_id   uuid NOT NULL,
  reason       varchar(500),
  blocked_at   timestamptz(3) NOT NULL,
  unblocked_at timestamptz(3),
  version      bigint NOT NULL DEFAULT 1,
  CHECK (blocker_id <> blocked_id),
  CHECK (unblocked_at IS NULL OR reason IS NULL)
);
CREATE UNIQUE INDEX blocked_users_pair_key ON blocked_users (blocker_id, blocked_id);

-- A person's list, newest first, and who is hidden from somebody, asked from either side.
CREATE INDEX blocked_users_of_blocker ON blocked_users (blocker_id, blocked_at DESC, id DESC) WHERE unblocked_at IS NULL;
CREATE INDEX blocked_users_active ON blocked_users (blocker_id, blocked_id) WHERE unblocked_at IS NULL;
CREATE INDEX blocked_users_of_blocked ON blocked_users (blocked_id, blocker_id) WHERE unblocked_at IS NULL;
