-- Events whose effect is in this schema. A row commits together with the effect, so an event that is delivered
-- again finds it and changes nothing.
create table inbox (
  durable      text        not null,
  event_id     uuid        not null,
  processed_at timestamptz not null default now(),
  primary key (durable, event_id)
);

create index inbox_processed_at on inbox (processed_at);
