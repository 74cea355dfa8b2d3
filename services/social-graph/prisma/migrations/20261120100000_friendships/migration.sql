-- One row per pair of users, for good: whoever asks whom, ends it and asks again, it is this row that changes.
CREATE TABLE friendships (
  id           uuid PRIMARY KEY,
  user_low     uuid NOT NULL,
  user_high    uuid NOT NULL,
  requester_id uuid NOT NULL,
  addressee_id uuid NOT NULL,
  status       varchar(20) NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'ended', 'cancelled')),
  requested_at timestamptz(3) NOT NULL,
  accepted_at  timestamptz(3),
  version      bigint NOT NULL DEFAULT 1,
  CHECK (user_low < user_high),
  CHECK (requester_id IN (user_low, user_high) AND addressee_id IN (user_low, user_high) AND requester_id <> addressee_id),
  CHECK ((status = 'accepted') = (accepted_at IS NOT NULL))
);
CREATE UNIQUE INDEX friendships_pair_key ON friendships (user_low, user_high);

-- Friends of either side, most recent first, without touching the table.
CREATE INDEX friendships_friends_of_low ON friendships (user_low, accepted_at DESC, user_high DESC) WHERE status = 'accepted';
CREATE INDEX friendships_friends_of_high ON friendships (user_high, accepted_at DESC, user_low DESC) WHERE status = 'accepted';

-- The two lists of requests. One that was declined stays in its sender's list.
CREATE INDEX friendships_incoming ON friendships (addressee_id, requested_at DESC, id DESC) WHERE status = 'pending';
CREATE INDEX friendships_outgoing ON friendships (requester_id, requested_at DESC, id DESC)
  WHERE status IN ('pending', 'declined');

-- Every friendship seen from both sides, so that a query about one user names one column.
CREATE VIEW friend_edges AS
  SELECT user_low AS user_id, user_high AS friend_id, accepted_at AS since FROM friendships WHERE status = 'accepted'
  UNION ALL
  SELECT user_high, user_low, accepted_at FROM friendships WHERE status = 'accepted';

-- When a person asked another, to stop asking over and over. Entries that no longer count go with the next one.
CREATE TABLE friend_request_log (
  id            uuid PRIMARY KEY,
  friendship_id uuid NOT NULL REFERENCES friendships (id) ON UPDATE CASCADE ON DELETE CASCADE,
  requester_id  uuid NOT NULL,
  requested_at  timestamptz(3) NOT NULL
);
CREATE INDEX friend_request_log_friendship_id_idx ON friend_request_log (friendship_id, requester_id, requested_at);
