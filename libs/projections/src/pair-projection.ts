import type { DescMessage } from '@bufbuild/protobuf';
import type { Type } from '@nestjs/common';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';

/** A table of pairs of users, with two id columns, `version` and the columns in `state`. */
export interface PairTable {
  readonly name: string;
  readonly columns: readonly [first: string, second: string];
  /** Columns set by events. */
  readonly state: readonly string[];
}

/** The state of a pair after an event. */
export interface PairState {
  readonly users: readonly [first: string, second: string];
  /** Values in the order of {@link PairTable.state}. */
  readonly state: readonly unknown[];
}

/**
 * Creates a consumer that projects events of social-graph into a table of pairs. An older version never overwrites a
 * newer one, so events may arrive repeatedly and out of order. Creates a class per module, because each service has its
 * own durable.
 *
 * @param stateOf returns the state in an event; throws when the event is incomplete
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
