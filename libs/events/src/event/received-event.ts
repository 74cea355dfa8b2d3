import type { DescMessage, MessageShape } from '@bufbuild/protobuf';

/**
 * An event as passed to a handler. For several types it is a union, which `is` narrows.
 *
 * @example async handle(event: ReceivedEvent<typeof GoalUpdatedSchema | typeof GoalDeletedSchema>)
 */
export type ReceivedEvent<Desc extends DescMessage = DescMessage> = Desc extends DescMessage
  ? EventOf<Desc>
  : never;

interface EventOf<Desc extends DescMessage> {
  /** UUIDv7, the same on every delivery. */
  readonly id: string;
  readonly subject: string;
  /** UUID of the entity. */
  readonly entityId: string;
  /** The entity's version after the event. Increases with every event of the entity, possibly with gaps. */
  readonly entityVersion: bigint;
  readonly occurredAt: Date;
  /** Position in the owner's stream. Changes when the stream is refilled; never store it as an identity. */
  readonly streamSequence: number;
  /** W3C trace context of the request that caused the event. */
  readonly traceparent?: string;
  /** Schema of the event type; lets the compiler distinguish types. */
  readonly schema: Desc;
  readonly data: MessageShape<Desc>;
  /**
   * Narrows a union of event types to one type.
   *
   * @example if (event.is(GoalCompletedSchema)) event.data.completedBy
   */
  is<Other extends DescMessage>(schema: Other): this is EventOf<Other>;
}
