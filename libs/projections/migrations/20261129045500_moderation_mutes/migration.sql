-- The mutes of users by moderators of the platform, from the events of social-graph. Messaging had this table before.
CREATE TABLE IF NOT EXISTS moderation_mutes (
  action_id   uuid PRIMARY KEY,
  user_id     uuid NOT NULL,
  muted_until timestamptz(3) NOT NULL,
  is_lifted   boolean NOT NULL,
  version     bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS moderation_mutes_user_id_idx ON moderation_mutes (user_id);
