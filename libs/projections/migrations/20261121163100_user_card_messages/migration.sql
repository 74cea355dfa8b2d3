-- Who may write to a person. The default is that of identity; for people who had changed it before this table knew, the next
-- event or a replay of identity says so.
ALTER TABLE user_cards
  ADD COLUMN who_can_send_messages varchar(20) NOT NULL DEFAULT 'friends_only'
    CHECK (who_can_send_messages IN ('everyone', 'friends_only'));
