-- Whom a person may know. Computed again and again; what they dismissed stays dismissed.
CREATE TABLE friend_suggestions (
  user_id              uuid NOT NULL,
  suggested_user_id    uuid NOT NULL,
  score                double precision NOT NULL DEFAULT 0,
  reason               varchar(100) NOT NULL CHECK (reason IN ('mutual_friends', 'common_goals', 'same_tribe')),
  mutual_friends_count integer NOT NULL,
  common_goals         integer NOT NULL,
  common_tribes        integer NOT NULL,
  dismissed            boolean NOT NULL DEFAULT false,
  refreshed_at         timestamptz(3) NOT NULL,
  PRIMARY KEY (user_id, suggested_user_id),
  CHECK (user_id <> suggested_user_id)
);
CREATE INDEX friend_suggestions_open ON friend_suggestions (user_id, dismissed, score DESC, suggested_user_id DESC);
-- For taking somebody out of everybody's suggestions when they go for good.
CREATE INDEX friend_suggestions_suggested ON friend_suggestions (suggested_user_id);

-- When a person's suggestions were computed; no row when something has happened since.
CREATE TABLE suggestion_refreshes (
  user_id      uuid PRIMARY KEY,
  refreshed_at timestamptz(3) NOT NULL
);

-- Who takes part in which goal, from the events of goals.
CREATE TABLE known_goals (
  goal_id uuid PRIMARY KEY,
  version bigint NOT NULL
);
CREATE TABLE goal_members (
  user_id uuid NOT NULL,
  goal_id uuid NOT NULL REFERENCES known_goals (goal_id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, goal_id)
);
CREATE INDEX goal_members_of_goal ON goal_members (goal_id, user_id);
