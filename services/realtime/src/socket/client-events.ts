import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig, Logger } from '@tribe/service-kit';
import type { z } from 'zod';
import type { RealtimeConfig } from '../config';
import { PresenceService } from '../presence/presence.service';
import { presenceSignal, subscription, tokenRenewal } from './client-event.dto';
import { SocketAuth } from './socket-auth';
import type { Acknowledgement, ClientEvents } from './socket-events';
import type { TribeSocket } from './socket.types';
import { SubscriptionService } from './subscription.service';

const windowMs = 10_000;

type Handler<T> = (socket: TribeSocket, payload: T) => Promise<void>;

/** What clients may say: every event is parsed, counted and answered. */
@Injectable()
export class ClientEventHandlers {
  constructor(
    private readonly subscriptions: SubscriptionService,
    private readonly auth: SocketAuth,
    private readonly presence: PresenceService,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  listen(socket: TribeSocket): void {
    this.limit(socket);
    this.on(socket, 'subscribe', subscription, (to, { goal_id }) => this.subscriptions.subscribeToGoal(to, goal_id));
    this.on(socket, 'unsubscribe', subscription, (to, { goal_id }) =>
      this.subscriptions.unsubscribeFromGoal(to, goal_id),
    );
    this.on(socket, 'presence', presenceSignal, (to) => this.presence.arrive(to.data.userId, to.id));
    this.on(socket, 'auth.renew', tokenRenewal, (to, { token }) => this.auth.renew(to, token));
  }

  private on<T>(socket: TribeSocket, event: keyof ClientEvents, schema: z.ZodType<T>, handle: Handler<T>): void {
    socket.on(event, async (payload, acknowledge) => {
      const answer = await this.answer(async () => {
        const parsed = schema.safeParse(payload);
        if (!parsed.success) throw new AppError('VALIDATION_FAILED', { detail: parsed.error.issues[0]?.message });
        await handle(socket, parsed.data);
      });
      if (typeof acknowledge === 'function') acknowledge(answer);
    });
  }

  private async answer(work: () => Promise<void>): Promise<Acknowledgement> {
    try {
      await work();
      return { ok: true };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code, detail: error.detail ?? error.title };
      this.logger.error({ err: error }, 'client event failed');
      return { ok: false, code: 'INTERNAL_ERROR', detail: 'Something went wrong' };
    }
  }

  /** A socket that talks too much is cut: an honest client never comes near the limit. */
  private limit(socket: TribeSocket): void {
    let windowStart = this.clock.now().getTime();
    let count = 0;
    socket.use((_event, next) => {
      const now = this.clock.now().getTime();
      if (now - windowStart >= windowMs) {
        windowStart = now;
        count = 0;
      }
      count += 1;
      if (count > this.config.MAX_CLIENT_EVENTS_PER_10_SECONDS) {
        socket.disconnect(true);
        return;
      }
      next();
    });
  }
}
