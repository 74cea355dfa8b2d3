-- People are suggested for their phone number too.
ALTER TABLE friend_suggestions
  DROP CONSTRAINT friend_suggestions_reason_check,
  ADD CONSTRAINT friend_suggestions_reason_check
    CHECK (reason IN ('phone_contact', 'mutual_friends', 'common_goals', 'same_tribe'));
