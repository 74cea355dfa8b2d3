CREATE TABLE users (
  id                uuid PRIMARY KEY,
  email             varchar(255) NOT NULL CHECK (email = lower(email)),
  username          varchar(50) NOT NULL,
  username_key      varchar(50) NOT NULL CHECK (username_key = lower(username)),
  full_name         varchar(255) NOT NULL,
  bio               text,
  profile_image_url text,
  cover_image_url   text,
  goals_achieved    integer NOT NULL DEFAULT 0,
  photos_shared     integer NOT NULL DEFAULT 0,
  is_active         boolean NOT NULL DEFAULT true,
  email_verified    boolean NOT NULL DEFAULT false,
  version           bigint NOT NULL DEFAULT 1,
  created_at        timestamptz(3) NOT NULL,
  updated_at        timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX users_email_key ON users (email);
CREATE UNIQUE INDEX users_username_key_key ON users (username_key);

CREATE TABLE credentials (
  id          uuid PRIMARY KEY,
  user_id     uuid NOT NULL REFERENCES users (id) ON UPDATE CASCADE ON DELETE CASCADE,
  kind        varchar(20) NOT NULL CHECK (kind IN ('password', 'google', 'apple', 'passkey')),
  secret_hash varchar(255),
  created_at  timestamptz(3) NOT NULL,
  updated_at  timestamptz(3) NOT NULL,
  CHECK (kind <> 'password' OR secret_hash IS NOT NULL)
);
CREATE INDEX credentials_user_id_idx ON credentials (user_id);
CREATE UNIQUE INDEX credentials_one_password_per_user ON credentials (user_id) WHERE kind = 'password';

CREATE TABLE sessions (
  id                uuid PRIMARY KEY,
  user_id           uuid NOT NULL REFERENCES users (id) ON UPDATE CASCADE ON DELETE CASCADE,
  device_info       jsonb,
  ip                inet,
  expires_at        timestamptz(3) NOT NULL,
  last_used_at      timestamptz(3) NOT NULL,
  revoked_at        timestamptz(3),
  revocation_reason varchar(30) CHECK (revocation_reason IN ('logout', 'token_reuse', 'account_deactivated')),
  version           bigint NOT NULL DEFAULT 1,
  created_at        timestamptz(3) NOT NULL,
  CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL))
);
CREATE INDEX sessions_user_id_idx ON sessions (user_id);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

CREATE TABLE refresh_tokens (
  id           uuid PRIMARY KEY,
  session_id   uuid NOT NULL REFERENCES sessions (id) ON UPDATE CASCADE ON DELETE CASCADE,
  token_hash   varchar(255) NOT NULL,
  issued_at    timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL,
  rotated_at   timestamptz(3),
  successor_id uuid REFERENCES refresh_tokens (id) ON UPDATE CASCADE ON DELETE SET NULL,
  CHECK (successor_id IS NULL OR rotated_at IS NOT NULL)
);
CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);
CREATE UNIQUE INDEX refresh_tokens_successor_id_key ON refresh_tokens (successor_id);
