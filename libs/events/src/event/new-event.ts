import {
  create,
  type DescMessage,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import { eventTypeOf } from '@tribe/contracts';

/** An event to publish. Created by {@link eventOf}. */
export interface NewEvent<Desc extends DescMessage = DescMessage> {
  readonly schema: Desc;
  /** UUID of the entity; events of one entity stay in order. */
  readonly entityId: string;
  /** The entity's `version` after the change. */
  readonly entityVersion: bigint;
  readonly data: MessageShape<Desc>;
  /** Defaults to the moment of publishing. */
  readonly occurredAt?: Date;
}

export interface EventInit<Desc extends DescMessage> {
  entityId: string;
  entityVersion: bigint | number;
  data: MessageInitShape<Desc>;
  occurredAt?: Date;
}

/**
 * Creates an event of one type, checked by the compiler.
 *
 * @throws Error when the schema has no subject and thus is not an event
 * @example eventOf(GoalCompletedSchema, { entityId: goal.id, entityVersion: goal.version, data: { goal: … } })
 */
export function eventOf<Desc extends DescMessage>(
  schema: Desc,
  init: EventInit<Desc>,
): NewEvent<Desc> {
  eventTypeOf(schema);
  const { entityId, entityVersion, data, occurredAt } = init;
  return {
    schema,
    entityId,
    entityVersion: BigInt(entityVersion),
    data: create(schema, data),
    ...(occurredAt && { occurredAt }),
  };
}
