-- What kind of goal it is, and who sees it. Goals that were known before get it with their next event or a replay of goals;
-- until then nobody is shown them.
ALTER TABLE known_goals
  ADD COLUMN category varchar(50),
  ADD COLUMN is_public boolean NOT NULL DEFAULT false,
  ADD COLUMN is_open boolean NOT NULL DEFAULT false;
ALTER TABLE goal_members
  ADD COLUMN role varchar(20) CHECK (role IN ('creator', 'member', 'supporter', 'viewer'));
