import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Injectable } from '@nestjs/common';
import { SessionRevokedSchema } from '@tribe/contracts';
import { EphemeralSubscription, type ReceivedEvent, WatchesEvents } from '@tribe/events';
import {
  type Claims,
  Clock,
  type ErrorType,
  Lifecycle,
  Logger,
  Nats,
  type SessionRevocations,
} from '@tribe/service-kit';
import { RevokedSessionSet } from './revoked-session-set';

/**
 * Maximum lifetime of an access token (one day) plus a minute of clock skew, in milliseconds. Older tokens are refused
 * as expired.
 */
const tokenLifeMs = (24 * 60 + 1) * 60_000;

/**
 * Maximum wait at startup, in milliseconds; while the broker is down, the process then serves without the revoked
 * sessions.
 */
const maxStartDelayMs = 5_000;

/**
 * Holds in memory the revoked sessions whose access tokens may still be valid. Reads the last day of identity's events
 * at startup, after a reconnect and after the stream was lost. A revocation normally arrives within milliseconds, and a
 * process is not ready before it has read them all. While the broker is down, known sessions stay and no new ones
 * arrive; a process that starts then is ready after five seconds.
 *
 * @example const refusal = this.revokedSessions.refusalOf(claims);
 */
@WatchesEvents(SessionRevokedSchema)
@Injectable()
export class RevokedSessions implements SessionRevocations {
  private readonly sessions = new RevokedSessionSet(tokenLifeMs);
  private readonly listeners = new Set<(sessionId: string) => void>();

  constructor(
    nats: Nats,
    lifecycle: Lifecycle,
    logger: Logger,
    private readonly clock: Clock,
  ) {
    const subscription = new EphemeralSubscription({
      nats,
      logger: logger.for('RevokedSessions'),
      schema: SessionRevokedSchema,
      since: () => new Date(this.clock.now().getTime() - tokenLifeMs),
      onEvent: (event) => this.add(event),
    });
    lifecycle.onStart(async () => {
      subscription.start();
      if (await subscription.isUpToDate(maxStartDelayMs)) return;
      logger.warn({ waited_ms: maxStartDelayMs }, 'starting without the list of revoked sessions');
    });
    lifecycle.onStop('work', () => subscription.stop());
  }

  /** See {@link SessionRevocations.refusalOf}. */
  refusalOf(token: Pick<Claims, 'sid' | 'iat'>): ErrorType | undefined {
    return this.sessions.refusalOf(token, this.clock.now());
  }

  /** Returns true when the session was revoked and one of its tokens may still be valid. */
  has(sessionId: string): boolean {
    return this.sessions.has(sessionId, this.clock.now());
  }

  /**
   * Calls `listener` once for every session revoked later. The listener must be synchronous.
   *
   * @returns a function that removes the listener
   */
  onRevoked(listener: (sessionId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private add({
    data: { sessionId, revokedAt },
    occurredAt,
  }: ReceivedEvent<typeof SessionRevokedSchema>): void {
    const moment = revokedAt ? timestampDate(revokedAt) : occurredAt;
    if (!this.sessions.add(sessionId, moment, this.clock.now())) return;
    for (const listener of this.listeners) listener(sessionId);
  }
}
