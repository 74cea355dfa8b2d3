import type { JetStreamManager } from '@nats-io/jetstream';
import type { ClientBase, Pool } from 'pg';

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>;

/**
 * True when no event of the schema waits to be published and no asked-for replay waits to be done.
 *
 * @param db a connection whose search_path is a service's schema
 */
export async function outboxIsEmpty(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ empty: boolean }>(
    `select not exists (select from outbox where published_at is null)
        and not exists (select from dead_letters where replay_requested_at is not null and replayed_at is null) as empty`,
  );
  return rows[0]?.empty ?? false;
}

/**
 * True when every consumer of every stream has been given everything and has acknowledged it.
 *
 * @param expected names of durables that must exist: one that is being taken over is missing for a moment, which
 *   would look like idleness. See {@link durablesOf}.
 */
export async function consumersAreIdle(jsm: JetStreamManager, expected: readonly string[] = []): Promise<boolean> {
  const missing = new Set(expected);
  for await (const { config: stream } of jsm.streams.list()) {
    for await (const { name, num_pending: pending, num_ack_pending: unacknowledged } of jsm.consumers.list(
      stream.name,
    )) {
      if (pending > 0 || unacknowledged > 0) return false;
      missing.delete(name);
    }
  }
  return missing.size === 0;
}

export interface Settling {
  /** One connection or pool per schema. */
  databases: readonly Queryable[];
  jsm: JetStreamManager;
  /** Durables that must exist. */
  durables?: readonly string[];
}

/**
 * True when no event is in flight anywhere: looked at twice in a row, because a handler may publish between the look
 * at the outboxes and the look at the consumers.
 */
export async function isSettled({ databases, jsm, durables = [] }: Settling): Promise<boolean> {
  for (let look = 0; look < 2; look++) {
    const empty = await Promise.all(databases.map((database) => outboxIsEmpty(database)));
    if (empty.includes(false)) return false;
    if (!(await consumersAreIdle(jsm, durables))) return false;
  }
  return true;
}
