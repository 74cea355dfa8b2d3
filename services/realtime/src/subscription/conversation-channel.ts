import { Injectable } from '@nestjs/common';
import { ConversationAccessService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { rooms, typedConversationOf } from '../socket/rooms';
import type { Channel, WatchDecision } from './channel';

const deadlineMs = 1_000;

/** The typing in conversations, which only participants watch. Messages need no subscription. */
@Calls(ConversationAccessService.method.checkConversationAccess)
@Injectable()
export class ConversationChannel implements Channel {
  readonly restsOnFriendship = false;

  constructor(private readonly rpc: Rpc) {}

  room(id: string): string {
    return rooms.typing(id);
  }

  idOf(room: string): string | undefined {
    return typedConversationOf(room);
  }

  async decide(conversationId: string, userId: string): Promise<WatchDecision> {
    const request = { conversationId, userId };
    const client = this.rpc.client(ConversationAccessService);
    const answer = await client.checkConversationAccess(request, { deadlineMs });

    return { ...answer, participates: true };
  }

  refuse(): never {
    throw new AppError(errors.CONVERSATION_NOT_FOUND);
  }
}
