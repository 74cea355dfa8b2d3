-- What else somebody who goes for good has to do with: where they ever were, whom they invited, and what they owned that is
-- archived.
CREATE INDEX tribe_members_of_user_idx ON tribe_members (user_id);
CREATE INDEX tribe_invitations_inviter_id_idx ON tribe_invitations (inviter_id);
CREATE INDEX tribes_archived_of_owner ON tribes (owner_id) WHERE archived_at IS NOT NULL;
