import type { DescMessage, MessageShape } from '@bufbuild/protobuf';

/**
 * An event as a handler gets it. Of several types it is a union, which `is` narrows.
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
  /** UUID of the entity the event is about. */
  readonly entityId: string;
  /** The entity's version after the event; grows with every event of the entity, gaps are normal. */
  readonly entityVersion: bigint;
  readonly occurredAt: Date;
  /** Position in the owner's stream. It changes when the stream is filled again; never store it as an identity. */
  readonly streamSequence: number;
  /** W3C trace context of the request that caused the event. */
  readonly traceparent?: string;
  /** What kind of event it is; also what lets the compiler tell two kinds apart. */
  readonly schema: Desc;
  readonly data: MessageShape<Desc>;
  /**
   * Narrows an event of several types to one.
   *
   * @example if (event.is(GoalCompletedSchema)) event.data.completedBy
   */
  is<Other extends DescMessage>(schema: Other): this is EventOf<Other>;
}
