/** An event as JSON, as {@link insertEvents} reads it. Created by `EventPublisher.prepare`. */
export interface OutboxEvent {
  readonly id: string;
  readonly subject: string;
  readonly entity_id: string;
  readonly entity_version: string;
  /** Base64. */
  readonly payload: string;
  readonly traceparent: string | null;
  readonly occurred_at: string;
}

/**
 * The INSERT of events into the outbox, for the end of a statement that also writes what they report. Its parameter `$1`
 * are the events, which `EventPublisher.publishWith` fills in; the parameters of the statement start at `$2`.
 *
 * @param condition an SQL condition; without it, the events are inserted always
 * @param version an SQL expression for a version of the entity that only the statement knows; default: that of the event
 * @example
 * const insertGoal = `
 *   WITH goal AS (INSERT INTO goals (id, title) VALUES ($2, $3))
 *   ${insertEvents()}`;
 */
export function insertEvents(condition = 'true', version = 'event.entity_version'): string {
  return `
    INSERT INTO outbox (id, subject, entity_id, entity_version, payload, traceparent, occurred_at)
    SELECT id, subject, entity_id, ${version}, decode(payload, 'base64'), traceparent, occurred_at
      FROM ROWS FROM (json_to_recordset($1::json) AS (id uuid, subject text, entity_id uuid, entity_version bigint,
             payload text, traceparent text, occurred_at timestamptz))
           WITH ORDINALITY AS event (id, subject, entity_id, entity_version, payload, traceparent, occurred_at, position)
     WHERE ${condition}
     ORDER BY event.position
    RETURNING entity_id`;
}
