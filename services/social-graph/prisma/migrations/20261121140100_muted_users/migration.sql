-- Who muted whom. The row stays when a mute is taken back, because its version must go on.
CREATE TABLE muted_users (
  id         uuid PRIMARY KEY,
  muter_id   uuid NOT NULL,
  muted_id   uuid NOT NULL,
  muted_at   timestamptz(3) NOT NULL,
  unmuted_at timestamptz(3),
  version    bigint NOT NULL DEFAULT 1,
  CHECK (muter_id <> muted_id)
);
CREATE UNIQUE INDEX muted_users_pair_key ON muted_users (muter_id, muted_id);

-- A person's list, newest first.
CREATE INDEX muted_users_of_muter ON muted_users (muter_id, muted_at DESC, id DESC) WHERE unmuted_at IS NULL;
