-- What this service has erased of a person so far, in the transactions that erased it. No row points at anything of them.
CREATE TABLE personal_data_erasures (
  erasure_id  uuid        PRIMARY KEY,
  counts      jsonb       NOT NULL DEFAULT '{}',
  finished_at timestamptz
);
