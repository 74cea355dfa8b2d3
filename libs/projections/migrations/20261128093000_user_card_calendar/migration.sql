-- Where a user's days begin. The defaults are those of identity; for users who had changed them before this table knew, the
-- next event or a replay of identity tells.
ALTER TABLE user_cards
  ADD COLUMN timezone varchar(64) NOT NULL DEFAULT 'UTC',
  ADD COLUMN day_starts_at_minute smallint NOT NULL DEFAULT 0;
