-- What this service knows of every pair of users, from the events of social-graph. One row per pair.
CREATE TABLE relationships (
  user_low  uuid NOT NULL,
  user_high uuid NOT NULL,
  status    varchar(20) NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'ended', 'cancelled')),
  since     timestamptz(3),
  version   bigint NOT NULL,
  PRIMARY KEY (user_low, user_high),
  CHECK (user_low < user_high),
  CHECK ((status = 'accepted') = (since IS NOT NULL))
);

-- Friends of either side, most recent first, without touching the table.
CREATE INDEX relationships_friends_of_low ON relationships (user_low, since DESC, user_high DESC) WHERE status = 'accepted';
CREATE INDEX relationships_friends_of_high ON relationships (user_high, since DESC, user_low DESC) WHERE status = 'accepted';
