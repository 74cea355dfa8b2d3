-- What a person lets others see and do. The defaults are those of identity, for people who never changed anything.
ALTER TABLE user_cards
  ADD COLUMN profile_visibility varchar(20) NOT NULL DEFAULT 'friends_only'
    CHECK (profile_visibility IN ('everyone', 'friends_only', 'private')),
  ADD COLUMN online_status_visible boolean NOT NULL DEFAULT true,
  ADD COLUMN appear_in_suggestions boolean NOT NULL DEFAULT true,
  ADD COLUMN who_can_send_friend_requests varchar(20) NOT NULL DEFAULT 'friends_of_friends'
    CHECK (who_can_send_friend_requests IN ('everyone', 'friends_of_friends', 'no_one'));
