import { Injectable } from '@nestjs/common';
import {
  type Accepted,
  type Acknowledgement,
  type ClientEventName,
  clientEvents,
  type Refused,
  type SocketEvent,
} from '@tribe/contracts';
import { AppError, Clock, InjectConfig, Logger } from '@tribe/service-kit';
import type { z } from 'zod';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { ConversationWrites } from '../message/conversation-writes';
import { PresenceService } from '../presence/presence.service';
import type { TribeSocket } from '../socket/socket.types';
import { SubscriptionService } from '../subscription/subscription.service';
import { TypingService } from '../typing/typing.service';
import { SendRate } from './send-rate';
import { SocketAuth } from './socket-auth';

type Handler<T> = (payload: T) => Promise<Omit<Accepted, 'ok'> | void>;

/** Counts, parses, handles and acknowledges the events that clients send. */
@Injectable()
export class ClientEventHandlers {
  constructor(
    private readonly subscriptions: SubscriptionService,
    private readonly auth: SocketAuth,
    private readonly presence: PresenceService,
    private readonly typing: TypingService,
    private readonly writes: ConversationWrites,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  listen(socket: TribeSocket): void {
    this.limit(socket);

    this.on(socket, 'subscribe', clientEvents.subscribe, (channelName) => {
      const { channel, id } = this.subscriptions.channelOf(channelName);
      return this.subscriptions.subscribe(socket, channel, id);
    });

    this.on(socket, 'unsubscribe', clientEvents.unsubscribe, (channelName) => {
      const { channel, id } = this.subscriptions.channelOf(channelName);
      return this.subscriptions.unsubscribe(socket, channel, id);
    });

    this.on(socket, 'typing', clientEvents.typing, async (typing) =>
      this.typing.announce(socket, typing),
    );

    this.on(socket, 'presence', clientEvents.presence, () =>
      this.presence.arrive(socket.data.userId, socket.id),
    );

    this.on(socket, 'message.send', clientEvents['message.send'], (message) =>
      this.writes.send(socket, message),
    );

    this.on(socket, 'message.read', clientEvents['message.read'], (mark) =>
      this.writes.read(socket, mark),
    );

    this.on(socket, 'auth.renew', clientEvents['auth.renew'], ({ token }) =>
      this.auth.renew(socket, token),
    );
  }

  private on<T>(
    socket: TribeSocket,
    event: ClientEventName,
    { payload: schema }: SocketEvent<z.ZodType<T>>,
    handle: Handler<T>,
  ): void {
    socket.on(event, async (payload, acknowledge) => {
      const answer = await this.answer(async () => {
        const parsed = schema.safeParse(payload);
        if (!parsed.success)
          throw new AppError(errors.VALIDATION_FAILED, { detail: parsed.error.issues[0]?.message });
        return handle(parsed.data);
      });
      if (typeof acknowledge === 'function') acknowledge(answer);
    });
  }

  private async answer(work: () => ReturnType<Handler<never>>): Promise<Acknowledgement> {
    try {
      return { ok: true, ...(await work()) };
    } catch (error) {
      if (error instanceof AppError) return refused(error);
      this.logger.error({ err: error }, 'client event failed');
      return { ok: false, code: 'INTERNAL_ERROR', detail: 'Something went wrong' };
    }
  }

  /** Disconnects a socket that sends too many events. */
  private limit(socket: TribeSocket): void {
    const events = new SendRate(this.clock, this.config.MAX_CLIENT_EVENTS_PER_10_SECONDS);

    socket.use((_event, next) => {
      if (events.exceeds()) {
        socket.disconnect(true);
        return;
      }

      next();
    });
  }
}

function refused({
  code,
  detail,
  title,
  status,
  errors: fields,
  retryAfterSeconds,
}: AppError): Refused {
  return {
    ok: false,
    code,
    detail: detail ?? title,
    status,
    ...(fields && { errors: fields }),
    ...(retryAfterSeconds !== undefined && { retry_after: retryAfterSeconds }),
  };
}
