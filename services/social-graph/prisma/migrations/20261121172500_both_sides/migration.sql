-- Whatever somebody has to do with, from the other side too and whatever became of it: for who goes for good.
CREATE INDEX friendships_user_high_idx ON friendships (user_high, id);
CREATE INDEX blocked_users_blocked_id_idx ON blocked_users (blocked_id);
CREATE INDEX muted_users_muted_id_idx ON muted_users (muted_id);
