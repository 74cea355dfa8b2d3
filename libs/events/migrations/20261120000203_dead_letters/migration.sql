-- Events a handler gave up on, whole, so that they can be looked at and handled again.
create table dead_letters (
  durable             text        not null,
  event_id            uuid        not null,
  subject             text        not null,
  headers             jsonb       not null,
  payload             bytea       not null,
  stream_seq          bigint      not null,
  entity_id           uuid,
  entity_version      bigint,
  error               text        not null,
  tries               integer     not null,
  failed_at           timestamptz not null default now(),
  replay_requested_at timestamptz,
  replayed_at         timestamptz,
  primary key (durable, event_id)
);

create index dead_letters_failed_at on dead_letters (failed_at);
create index dead_letters_requested on dead_letters (durable, failed_at)
  where replay_requested_at is not null and replayed_at is null;

create function dead_letters_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('dead_letters_' || tg_table_schema, '');
  return null;
end
$$;

create trigger dead_letters_notify after update of replay_requested_at on dead_letters
  for each statement execute function dead_letters_notify();
