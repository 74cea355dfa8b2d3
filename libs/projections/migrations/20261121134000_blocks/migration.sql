-- What this service knows of who blocked whom, from the events of social-graph. A block that was taken back stays as
-- a row, so that an older event cannot bring it back.
CREATE TABLE blocks (
  blocker_id uuid NOT NULL,
  blocked_id uuid NOT NULL,
  is_active  boolean NOT NULL,
  version    bigint NOT NULL,
  PRIMARY KEY (blocker_id, blocked_id),
  CHECK (blocker_id <> blocked_id)
);

-- Who is hidden from somebody, asked from either side without touching the table.
CREATE INDEX blocks_by_blocker ON blocks (blocker_id, blocked_id) WHERE is_active;
CREATE INDEX blocks_by_blocked ON blocks (blocked_id, blocker_id) WHERE is_active;
