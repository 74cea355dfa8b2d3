-- What this service knows of who muted whom, from the events of social-graph. A mute that was taken back stays as a row,
-- so that an older event cannot bring it back.
CREATE TABLE mutes (
  muter_id  uuid NOT NULL,
  muted_id  uuid NOT NULL,
  is_active boolean NOT NULL,
  version   bigint NOT NULL,
  PRIMARY KEY (muter_id, muted_id),
  CHECK (muter_id <> muted_id)
);
