-- One row per slot of a schedule: whoever inserts it has won the slot.
CREATE TABLE scheduled_slots (
  name       text        NOT NULL,
  slot       timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, slot)
);

-- Work to be done at or after a time. claimable_at is that time at first, then the end of the lease of the worker
-- that holds the row, then the time of the next try.
CREATE TABLE due_jobs (
  id           uuid        PRIMARY KEY,
  kind         text        NOT NULL,
  key          text        NOT NULL,
  payload      jsonb       NOT NULL,
  state        text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'running', 'done', 'failed')),
  run_at       timestamptz NOT NULL,
  claimable_at timestamptz NOT NULL,
  attempts     integer     NOT NULL DEFAULT 0,
  last_error   text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz,
  UNIQUE (kind, key),
  CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'failed')))
);

CREATE INDEX due_jobs_claimable ON due_jobs (kind, claimable_at) WHERE state IN ('due', 'running');
CREATE INDEX due_jobs_finished ON due_jobs (finished_at) WHERE finished_at IS NOT NULL;
