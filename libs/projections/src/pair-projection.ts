import type { DescMessage } from '@bufbuild/protobuf';
import type { Type } from '@nestjs/common';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';

/** A table of pairs of users: their two columns, `version`, and the column that the events decide. */
export interface PairTable {
  readonly name: string;
  readonly columns: readonly [first: string, second: string];
  /** Columns that an event sets. */
  readonly state: readonly string[];
}

/** What an event says about a pair. */
export interface PairState {
  readonly users: readonly [first: string, second: string];
  /** Values in the order of {@link PairTable.state}. */
  readonly state: readonly unknown[];
}

/**
 * A consumer that keeps a table of pairs in step with social-graph. An older version never overwrites a newer one, so
 * order and repetition of events do not matter. The durable differs per service, hence a class made per module.
 *
 * @param stateOf reads what an event says; it throws when the event is not complete
 */
export function pairProjection<Desc extends DescMessage>(
  table: PairTable,
  { events, durable }: { events: readonly Desc[]; durable: string },
  stateOf: (event: ReceivedEvent<Desc>) => PairState,
): Type {
  const statement = upsertOf(table);
  @Consumer()
  class PairProjection {
    @OnEvent(events, { durable })
    async project(event: ReceivedEvent<Desc>, { tx }: ConsumerContext): Promise<void> {
      const { users, state } = stateOf(event);
      await tx.sql.execute(`${table.name}_upsert`, statement, [
        ...users,
        event.entityVersion,
        ...state,
      ]);
    }
  }
  return PairProjection;
}

function upsertOf({ name, columns, state }: PairTable): string {
  const key = columns.join(', ');
  const values = state.map((_column, index) => `$${index + 4}`).join(', ');
  const changes = [...state, 'version'].map((column) => `${column} = excluded.${column}`);
  return `
    INSERT INTO ${name} AS known (${key}, version, ${state.join(', ')})
    VALUES ($1::uuid, $2::uuid, $3, ${values})
    ON CONFLICT (${key}) DO UPDATE SET ${changes.join(', ')}
     WHERE known.version < excluded.version`;
}
