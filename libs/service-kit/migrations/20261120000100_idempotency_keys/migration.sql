-- Answers of requests that carried an Idempotency-Key, for 24 hours. Neither the key nor the answer can be read from
-- here: the key is hashed, and the answer is encrypted under the key itself.
CREATE TABLE idempotency_keys (
    key_hash bytea PRIMARY KEY,
    request_mac bytea NOT NULL,
    status smallint NOT NULL,
    response bytea NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);
