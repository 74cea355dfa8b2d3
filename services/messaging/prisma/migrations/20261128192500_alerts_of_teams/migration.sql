-- Whether an alert is for the members of a channel, or for the whole team; the latter is a message of an announcement that all see.
ALTER TABLE priority_alerts
    ADD COLUMN scope text NOT NULL DEFAULT 'channel',
    ADD CONSTRAINT priority_alerts_scope CHECK (scope IN ('channel', 'team')) NOT VALID;
ALTER TABLE priority_alerts VALIDATE CONSTRAINT priority_alerts_scope;
