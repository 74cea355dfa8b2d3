import { Injectable } from '@nestjs/common';
import {
  type Accepted,
  type Acknowledgement,
  type ClientEventName,
  clientEvents,
  type Refused,
  type SocketEvent,
} from '@tribe/contracts';
import { AppError, Logger } from '@tribe/service-kit';
import type { z } from 'zod';
import { errors } from '../errors';
import { LocationService } from '../location/location.service';
import { ConversationWrites } from '../message/conversation-writes';
import { PresenceService } from '../presence/presence.service';
import type { TribeSocket } from '../socket/socket.types';
import { SubscriptionService } from '../subscription/subscription.service';
import { TypingService } from '../typing/typing.service';
import { EventRate } from './event-rate';
import { SocketAuth } from './socket-auth';

type Handler<T> = (payload: T) => Promise<Omit<Accepted, 'ok'> | void>;

/** Parses, handles and acknowledges the events that clients send. */
@Injectable()
export class ClientEventHandlers {
  constructor(
    private readonly subscriptions: SubscriptionService,
    private readonly auth: SocketAuth,
    private readonly presence: PresenceService,
    private readonly typing: TypingService,
    private readonly writes: ConversationWrites,
    private readonly locations: LocationService,
    private readonly rate: EventRate,
    private readonly logger: Logger,
  ) {}

  listen(socket: TribeSocket): void {
    this.rate.limit(socket);
    this.listenToLocations(socket);

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

  private listenToLocations(socket: TribeSocket): void {
    this.on(socket, 'location.share', clientEvents['location.share'], (request) =>
      this.locations.share(socket, request),
    );

    this.on(socket, 'location.update', clientEvents['location.update'], (position) =>
      this.locations.update(socket, position),
    );

    this.on(socket, 'location.stop', clientEvents['location.stop'], ({ share_id: shareId }) =>
      this.locations.stop(socket, shareId),
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
