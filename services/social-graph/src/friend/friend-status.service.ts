import { Injectable } from '@nestjs/common';
import { messagePermission } from '@tribe/projections';
import { type Caller, Clock, Database, InjectConfig } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { isMuted } from '../mute/mute.queries';
import { countMutualFriends } from '../people/pair.queries';
import { PersonSight, type SeenPerson } from '../people/person-sight';
import { findRequestFacts } from './friend-request.queries';
import { decideNewRequest, friendLimitsIn } from './friend-request.rules';
import type { FriendStatusResponse } from './friend-status.dto';
import { canSendRequest, friendshipStatusSeenBy } from './friend-status.rules';
import { findFriendship } from './friendship.queries';
import type { FriendshipState } from './friendship.rules';

/**
 * The relation of the caller to another user, and what the caller can do: for the buttons of a profile. Sending a request or
 * a message is decided anew when it happens.
 */
@Injectable()
export class FriendStatusService {
  constructor(
    private readonly database: Database,
    private readonly sight: PersonSight,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async getStatus({ userId: viewerId }: Caller, userId: string): Promise<FriendStatusResponse> {
    const person = await this.sight.require(viewerId, userId);
    const { relation, card } = person;

    const [friendship, mutualFriends, muted] = await Promise.all([
      findFriendship(this.database, viewerId, userId),
      countMutualFriends(this.database, viewerId, relation === 'self' ? [] : [userId]),
      isMuted(this.database, viewerId, userId),
    ]);

    const canSend = relation === 'stranger' && (await this.canSend(viewerId, person, friendship));
    const message = messagePermission({ relation, isActive: true, privacy: card.privacy });

    return {
      user_id: userId,
      friendship_status: friendshipStatusSeenBy(viewerId, userId, friendship),
      can_send_friend_request: canSend,
      can_send_message: message === 'allowed',
      mutual_friends_count: mutualFriends.get(userId) ?? 0,
      is_muted: muted,
    };
  }

  private async canSend(
    viewerId: string,
    { card: { id: userId, privacy } }: SeenPerson,
    friendship: FriendshipState | undefined,
  ): Promise<boolean> {
    const limits = friendLimitsIn(this.config);
    const now = this.clock.now();
    const pair = { requesterId: viewerId, addresseeId: userId };
    const facts = await findRequestFacts(this.database, pair, limits, now);
    const newRequest = decideNewRequest({ privacy, ...facts }, limits, now);

    return canSendRequest(viewerId, userId, friendship, newRequest);
  }
}
