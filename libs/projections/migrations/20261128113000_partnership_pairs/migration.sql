-- What this service knows of the partnerships of two users, from the events of social-graph. A partnership that ended stays
-- as a row, so that an older event cannot bring it back.
CREATE TABLE partnership_pairs (
  partnership_id uuid PRIMARY KEY,
  user_low       uuid NOT NULL,
  user_high      uuid NOT NULL,
  kind           varchar(20) NOT NULL CHECK (kind IN ('duo', 'accountability')),
  is_active      boolean NOT NULL,
  activated_at   timestamptz(3),
  version        bigint NOT NULL,
  CHECK (user_low < user_high),
  CHECK (NOT is_active OR activated_at IS NOT NULL)
);

-- The partners of a user, from either side.
CREATE INDEX partnership_pairs_of_low ON partnership_pairs (user_low, user_high) WHERE is_active;
CREATE INDEX partnership_pairs_of_high ON partnership_pairs (user_high, user_low) WHERE is_active;
