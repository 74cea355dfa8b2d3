import { toBinary } from '@bufbuild/protobuf';
import { Injectable } from '@nestjs/common';
import { eventTypeOf } from '@tribe/contracts';
import {
  afterCommit,
  Clock,
  newId,
  RequestContext,
  ServiceName,
  type Sql,
  type SqlTransaction,
} from '@tribe/service-kit';
import type { NewEvent } from '../event/new-event';
import { insertEvents, type OutboxEvent } from './outbox-insert';
import { OutboxRelay } from './outbox-relay';

/** Maximum payload of an event, in bytes; half of the NATS limit, so that headers always fit. */
export const maxPayloadBytes = 524_288;
/** Maximum number of events per `publish` call. */
export const maxEventsPerPublish = 1_000;

/** A named statement that writes data and, with `insertEvents`, its events. */
export interface PublishingStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const publishAlone = { name: 'event_publisher_publish', text: insertEvents(), values: [] };

/**
 * Publishes events by writing them to the outbox, in the transaction of the change they report.
 *
 * @example
 * await this.events.publish(tx, eventOf(GoalCompletedSchema, { entityId: goal.id, entityVersion: goal.version, data }));
 */
@Injectable()
export class EventPublisher {
  constructor(
    private readonly service: ServiceName,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly relay: OutboxRelay,
  ) {}

  /** One function, so that a transaction runs it once. */
  private readonly wakeRelay = () => this.relay.wake();

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
    const prepared = list.map((event) => this.prepare(event));
    await this.publishWith(tx.sql, prepared, publishAlone);
  }

  /**
   * Prepares an event for {@link publishWith}. It continues the trace of the current request.
   *
   * @throws Error when the event belongs to another service or is larger than 512 KiB
   */
  prepare({ schema, entityId, entityVersion, data, occurredAt }: NewEvent): OutboxEvent {
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
      entity_id: entityId,
      entity_version: String(entityVersion),
      payload: Buffer.from(payload).toString('base64'),
      traceparent: this.context.traceparent ?? null,
      occurred_at: (occurredAt ?? this.clock.now()).toISOString(),
    };
  }

  /**
   * Runs a statement that ends with `insertEvents`, so that a write and its events are one statement. Outside of a
   * transaction, the statement commits itself.
   *
   * @param events in the order in which they are published
   * @param statement its `values` are the parameters from `$2` on
   * @returns the entities whose events were inserted: those for which the condition of `insertEvents` was true
   * @throws Error for more than 1000 events; the driver's error
   */
  async publishWith(
    sql: Sql,
    events: readonly OutboxEvent[],
    statement: PublishingStatement,
  ): Promise<ReadonlySet<string>> {
    const inserted = await this.publishReturning<{ entity_id: string }>(sql, events, statement);
    return new Set(inserted.map((row) => row.entity_id));
  }

  /**
   * Like {@link publishWith}, for a statement that has `insertEvents` in a CTE and returns rows of its own.
   *
   * @returns the rows of the statement
   */
  async publishReturning<Row>(
    sql: Sql,
    events: readonly OutboxEvent[],
    { name, text, values }: PublishingStatement,
  ): Promise<Row[]> {
    if (events.length > maxEventsPerPublish)
      throw new Error(`${events.length} events in one publish; at most ${maxEventsPerPublish}`);

    const rows = await sql.query<Row>(name, text, [JSON.stringify(events), ...values]);
    afterCommit(this.wakeRelay);

    return rows;
  }
}
