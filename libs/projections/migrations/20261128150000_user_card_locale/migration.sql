-- The language of a user (BCP 47). Empty until the next event of the user, or a replay of identity.
ALTER TABLE user_cards ADD COLUMN locale varchar(35) NOT NULL DEFAULT '';
