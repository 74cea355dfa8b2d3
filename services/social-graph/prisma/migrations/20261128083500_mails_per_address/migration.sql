-- How many invitations an address was mailed is counted over all inviters.
CREATE INDEX partnership_invitation_log_target_idx ON partnership_invitation_log (target, invited_at);
