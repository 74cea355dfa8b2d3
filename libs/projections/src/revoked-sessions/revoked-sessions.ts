import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Injectable } from '@nestjs/common';
import { SessionRevokedSchema } from '@tribe/contracts';
import { EphemeralSubscription, type ReceivedEvent } from '@tribe/events';
import { Clock, Lifecycle, Logger, Nats } from '@tribe/service-kit';
import { RevokedSessionSet } from './revoked-session-set';

/**
 * Longest life of an access token, in milliseconds, with a minute for clocks that differ: identity signs none for
 * longer than a day. After that a token of a revoked session is refused for its age.
 */
const tokenLifeMs = (24 * 60 + 1) * 60_000;

/** A process that starts while the broker is away serves after this long, without knowing. */
const longestStartMs = 5_000;

/**
 * The sessions that were revoked while access tokens of theirs may still be alive, held in the memory of every
 * process. It reads identity's events from a day ago at the start, after a reconnect and when the stream was lost, so
 * a revocation is known here within milliseconds, and a process is not ready before it knows them. While the broker is
 * away nothing new is learned, and what is known stays; who starts then is ready after five seconds.
 *
 * @example if (this.revokedSessions.has(claims.sid)) throw new AppError(commonErrors.SESSION_REVOKED);
 */
@Injectable()
export class RevokedSessions {
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
      if (await subscription.isUpToDate(longestStartMs)) return;
      logger.warn(
        { waited_ms: longestStartMs },
        'starting without knowing which sessions were revoked',
      );
    });
    lifecycle.onStop('work', () => subscription.stop());
  }

  /** True when the session was revoked and a token of it could still be alive. */
  has(sessionId: string): boolean {
    return this.sessions.has(sessionId, this.clock.now());
  }

  /**
   * Calls `listener` once for every session that is revoked from now on. It must not wait for anything.
   *
   * @returns a function that ends it
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
