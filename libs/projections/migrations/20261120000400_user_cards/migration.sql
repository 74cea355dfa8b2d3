-- What this service knows of every user, from the events of identity.
CREATE TABLE user_cards (
  user_id           uuid PRIMARY KEY,
  username          varchar(50) NOT NULL,
  full_name         varchar(255) NOT NULL,
  profile_image_url text,
  is_active         boolean NOT NULL,
  version           bigint NOT NULL
);
