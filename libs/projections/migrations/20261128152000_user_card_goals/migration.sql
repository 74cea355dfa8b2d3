-- Whether friends invite the user to goals instead of adding them.
ALTER TABLE user_cards ADD COLUMN ask_before_adding_to_goals boolean NOT NULL DEFAULT false;
