import { Injectable } from '@nestjs/common';
import { PostAccessService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { postOf, rooms } from '../socket/rooms';
import type { Channel, WatchDecision } from './channel';

const deadlineMs = 1_000;

/** Posts, whose watchers feed decides about. A push about a post names no user, so that no users are hidden from it. */
@Calls(PostAccessService.method.checkPostAccess)
@Injectable()
export class PostChannel implements Channel {
  readonly restsOnFriendship = true;

  constructor(private readonly rpc: Rpc) {}

  room(id: string, isClose: boolean): string {
    return isClose ? rooms.post(id) : rooms.postViewers(id);
  }

  idOf(room: string): string | undefined {
    return postOf(room);
  }

  async decide(
    postId: string,
    userId: string,
    hiddenUserIds: readonly string[],
  ): Promise<WatchDecision> {
    const request = { postId, userId, hiddenUserIds: [...hiddenUserIds] };
    const client = this.rpc.client(PostAccessService);
    const { allowed, isClose } = await client.checkPostAccess(request, { deadlineMs });

    return { allowed, hiddenUserIds: [], participates: isClose };
  }

  refuse(): never {
    throw new AppError(errors.POST_NOT_FOUND);
  }
}
