import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { rooms } from '../socket/rooms';
import type { TribeSocket } from '../socket/socket.types';

const msPerSecond = 1_000;

/**
 * Tells the participants who watch a conversation that another is typing. Nothing is stored: the event has an end, after
 * which clients no longer show it, so that it does not outlive the socket that sent it.
 */
@Injectable()
export class TypingService {
  constructor(
    private readonly clock: Clock,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /** @throws AppError NOT_SUBSCRIBED; RPC_UNAVAILABLE while the user of the socket is not known */
  announce(
    socket: TribeSocket,
    { conversation_id, is_typing }: { conversation_id: string; is_typing: boolean },
  ): void {
    const room = rooms.typing(conversation_id);
    if (!socket.rooms.has(room)) throw new AppError(errors.NOT_SUBSCRIBED);
    const { card, userId } = socket.data;
    if (!card) throw new AppError(errors.RPC_UNAVAILABLE);

    const ttlMs = this.config.TYPING_TTL_SECONDS * msPerSecond;
    const expiresAt = new Date(this.clock.now().getTime() + ttlMs);

    socket
      .to(room)
      .except([rooms.user(userId), rooms.hiddenFrom(userId)])
      .emit('typing', {
        conversation_id,
        user: { id: userId, username: card.username, full_name: card.fullName },
        is_typing,
        expires_at: expiresAt.toISOString(),
      });
  }
}
