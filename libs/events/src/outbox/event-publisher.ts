import { toBinary } from '@bufbuild/protobuf';
import { Injectable } from '@nestjs/common';
import { eventTypeOf } from '@tribe/contracts';
import { Clock, newId, RequestContext, ServiceName, type SqlTransaction } from '@tribe/service-kit';
import type { NewEvent } from '../event/new-event';

/** Maximum payload of an event, in bytes; half of the NATS limit, so that headers always fit. */
export const maxPayloadBytes = 524_288;
/** Maximum number of events per `publish` call. */
export const maxEventsPerPublish = 1_000;

/**
 * Publishes events by writing them to the outbox, in the transaction of the change they report.
 *
 * @example await this.events.publish(tx, eventOf(GoalCompletedSchema, { entityId: goal.id, entityVersion: goal.version, data }));
 */
@Injectable()
export class EventPublisher {
  constructor(
    private readonly service: ServiceName,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds events to the transaction with one INSERT. They reach consumers only after the transaction commits.
   *
   * Events of one entity must be published under the entity's row lock, which keeps them in order.
   *
   * @throws Error when an event belongs to another service or is larger than 512 KiB, or for more than 1000 events
   */
  async publish(tx: SqlTransaction, events: NewEvent | readonly NewEvent[]): Promise<void> {
    const list = Array.isArray(events) ? (events as readonly NewEvent[]) : [events as NewEvent];
    if (list.length === 0) return;
    if (list.length > maxEventsPerPublish)
      throw new Error(`${list.length} events in one publish; at most ${maxEventsPerPublish}`);
    const rows = list.map((event) => this.toRow(event));
    const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);

    // Arrays keep the statement the same for any number of events, so it stays prepared.
    await tx.sql.execute(
      'event_publisher_publish',
      `INSERT INTO outbox (id, subject, entity_id, entity_version, payload, traceparent, occurred_at)
      SELECT id::uuid, subject, entity_id::uuid, entity_version::bigint, decode(payload, 'base64'), $1::text, occurred_at::timestamptz
        FROM unnest($2::text[], $3::text[], $4::text[], $5::text[],
                    $6::text[], $7::text[])
             WITH ORDINALITY AS event (id, subject, entity_id, entity_version, payload, occurred_at, ordinal)
       ORDER BY ordinal`,
      [
        this.context.traceparent ?? null,
        column('id'),
        column('subject'),
        column('entityId'),
        column('entityVersion'),
        column('payload'),
        column('occurredAt'),
      ],
    );
  }

  private toRow({ schema, entityId, entityVersion, data, occurredAt }: NewEvent) {
    const { owner, subject } = eventTypeOf(schema);

    if (owner !== this.service.name)
      throw new Error(
        `${schema.typeName} belongs to ${owner}; ${this.service.name} cannot publish it`,
      );

    const payload = toBinary(schema, data);
    if (payload.length > maxPayloadBytes)
      throw new Error(`${schema.typeName} has ${payload.length} bytes; at most ${maxPayloadBytes}`);

    return {
      id: newId(),
      subject,
      entityId,
      entityVersion: String(entityVersion),
      payload: Buffer.from(payload).toString('base64'),
      occurredAt: (occurredAt ?? this.clock.now()).toISOString(),
    };
  }
}
