-- Events of this service that are to be, or were, carried to its stream. Rows stay after publishing for as long as
-- the stream keeps its messages, so that a broker that lost its data can be filled again.
create table outbox (
  id             uuid        primary key,
  position       bigint      generated always as identity,
  subject        text        not null,
  entity_id      uuid        not null,
  entity_version bigint      not null,
  payload        bytea       not null,
  traceparent    text,
  occurred_at    timestamptz not null,
  created_at     timestamptz not null default now(),
  published_at   timestamptz,
  stream_seq     bigint
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

create index outbox_unpublished on outbox (position) where published_at is null;
create index outbox_stream_seq on outbox (stream_seq) where stream_seq is not null;
create index outbox_created_at on outbox (created_at);

-- One wake-up per statement, delivered at commit: the relay never waits for its poll while it is alive.
create function outbox_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox_' || tg_table_schema, '');
  return null;
end
$$;

create trigger outbox_notify after insert on outbox for each statement execute function outbox_notify();

-- What the relay knows of its stream: when another incarnation appears, everything has to be published again.
create table stream_state (
  stream      text        primary key,
  created     text        not null,
  verified_at timestamptz not null default now()
);
