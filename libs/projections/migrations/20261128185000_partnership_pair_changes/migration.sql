-- The transaction in which this service learned of the last change, so that a client gets the data of a new partner.
ALTER TABLE partnership_pairs ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
