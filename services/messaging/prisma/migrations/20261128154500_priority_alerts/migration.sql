-- Messages of a channel that reach members also when they have muted it. The content is that of the message.
CREATE TABLE priority_alerts (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    message_id      uuid NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
    -- NULL after the account of the sender was erased.
    sender_id       uuid,
    reason          varchar(200),
    created_at      timestamptz(3) NOT NULL
);
CREATE INDEX priority_alerts_conversation ON priority_alerts (conversation_id, created_at, id);
CREATE INDEX priority_alerts_sender ON priority_alerts (sender_id, created_at);

CREATE TABLE alert_acknowledgements (
    alert_id        uuid NOT NULL REFERENCES priority_alerts (id) ON DELETE CASCADE,
    user_id         uuid NOT NULL,
    acknowledged_at timestamptz(3) NOT NULL,
    PRIMARY KEY (alert_id, user_id)
);
CREATE INDEX alert_acknowledgements_user ON alert_acknowledgements (user_id, alert_id);

-- Alerts belong to teams only, so there is no row without a user.
ALTER TABLE priority_alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY priority_alerts_of_teams ON priority_alerts USING (
  is_team_service() OR team_user() IS NOT NULL AND EXISTS (
    SELECT FROM conversations channel WHERE channel.id = priority_alerts.conversation_id));

ALTER TABLE alert_acknowledgements ENABLE ROW LEVEL SECURITY;
CREATE POLICY alert_acknowledgements_of_teams ON alert_acknowledgements USING (
  is_team_service() OR team_user() IS NOT NULL AND EXISTS (
    SELECT FROM priority_alerts alert WHERE alert.id = alert_acknowledgements.alert_id));
