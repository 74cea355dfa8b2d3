import { Injectable } from '@nestjs/common';
import { messagePermission } from '@tribe/projections';
import { type Caller, Clock, Database, InjectConfig } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { selectIsMuted } from '../mute/mute.queries';
import { PrismaService } from '../prisma.service';
import { askPermission } from './ask.rules';
import type { FriendStatusResponse } from './friend-status.dto';
import { canAsk, standingSeenBy } from './friend-status.rules';
import { countMutualFriends } from './friend.queries';
import { askStanding, type FriendshipRow, recentAsks, selectPair } from './friendship.queries';
import { secondsUntilNextAsk } from './friendship.rules';
import { PersonSight, type SeenPerson } from './person-sight';

/** How somebody stands to a person, and what they can do: for the buttons of a profile. Asking and writing decide anew. */
@Injectable()
export class FriendStatusService {
  constructor(
    private readonly database: Database,
    private readonly prisma: PrismaService,
    private readonly sight: PersonSight,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async getStatus({ userId: viewerId }: Caller, userId: string): Promise<FriendStatusResponse> {
    const person = await this.sight.require(viewerId, userId);
    const { relation, card } = person;
    const [pair, mutual, isMuted] = await Promise.all([
      selectPair(this.database, viewerId, userId),
      countMutualFriends(this.database, viewerId, relation === 'self' ? [] : [userId]),
      selectIsMuted(this.database, viewerId, userId),
    ]);
    return {
      user_id: userId,
      friendship_status: standingSeenBy(pair, viewerId, userId),
      can_send_friend_request:
        relation === 'stranger' && (await this.mayAsk(viewerId, person, pair)),
      can_send_message:
        messagePermission({ relation, isActive: true, privacy: card.privacy }) === 'allowed',
      mutual_friends_count: mutual.get(userId) ?? 0,
      is_muted: isMuted,
    };
  }

  private async mayAsk(
    viewerId: string,
    { card }: SeenPerson,
    pair: FriendshipRow | undefined,
  ): Promise<boolean> {
    const { FRIEND_LIMIT, OPEN_REQUEST_LIMIT } = this.config;
    const now = this.clock.now();
    const [standing, asked] = await Promise.all([
      askStanding(this.prisma, {
        requesterId: viewerId,
        addresseeId: card.id,
        atMost: Math.max(FRIEND_LIMIT, OPEN_REQUEST_LIMIT),
      }),
      pair ? recentAsks(this.prisma, pair.id, viewerId, now) : [],
    ]);
    const isExhausted =
      standing.friends >= FRIEND_LIMIT ||
      standing.openRequests >= OPEN_REQUEST_LIMIT ||
      secondsUntilNextAsk(asked, now) !== undefined;
    const permission = askPermission({ privacy: card.privacy, ...standing });
    return canAsk({ viewerId, userId: card.id, pair, permission, isExhausted });
  }
}
