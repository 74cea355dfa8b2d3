-- One more word: who sent an invitation can take it back.
ALTER TABLE tribe_invitations
  DROP CONSTRAINT tribe_invitations_status_check,
  ADD CONSTRAINT tribe_invitations_status_check CHECK (status IN ('pending', 'accepted', 'declined', 'withdrawn'));
CREATE INDEX tribe_invitations_sent_idx ON tribe_invitations (tribe_id, id DESC) WHERE status IN ('pending', 'declined');
