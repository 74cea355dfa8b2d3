import { Injectable } from '@nestjs/common';
import { RevokedSessions } from '@tribe/projections';
import { AppError, Lifecycle, Logger } from '@tribe/service-kit';
import { ConversationParticipants } from '../conversation/conversation-participants';
import { LocationAccess } from './location-access';
import { LocationPushes } from './location-pushes';
import { isMeantFor, type LocationShare } from './location.rules';
import { LocationStore } from './location.store';

const pollMs = 1_000;

/**
 * Ends shares: when their time is over, when their device is logged out, and when the right to share or to see has ended.
 * Methods throw AppError SERVICE_UNAVAILABLE while Redis is unavailable.
 */
@Injectable()
export class LocationEnds {
  private readonly logger: Logger;

  constructor(
    private readonly store: LocationStore,
    private readonly access: LocationAccess,
    private readonly participants: ConversationParticipants,
    private readonly pushes: LocationPushes,
    revoked: RevokedSessions,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('LocationEnds');
    revoked.onRevoked((sessionId) => void this.bestEffort(() => this.endOfSession(sessionId)));

    lifecycle.onStart(() => {
      const timer = setInterval(() => void this.bestEffort(() => this.endExpired()), pollMs);
      lifecycle.onStop('work', () => clearInterval(timer));
    });
  }

  async end(share: LocationShare): Promise<void> {
    if (await this.store.remove(share)) this.pushes.ended(share);
  }

  async endAllOf(userId: string): Promise<void> {
    for (const share of await this.store.sharesOf(userId)) await this.end(share);
  }

  /**
   * Ends what two users share with each other after the end of a friendship or partnership, or a block. A share in a
   * conversation of both ends for all, so that it cannot come back for one of them: the user may share there again.
   */
  async part(userIds: readonly [string, string]): Promise<void> {
    for (const [userId, otherId] of [userIds, userIds.toReversed() as [string, string]])
      for (const share of await this.store.sharesOf(userId)) await this.endFor(share, otherId);
  }

  private async endFor(share: LocationShare, otherId: string): Promise<void> {
    const { conversationId } = share;
    if (conversationId === null) return this.hide(share, otherId);
    if (!(await this.participants.participates(conversationId, otherId))) return;

    await this.end(share);
    // After a block, the other user is not among the viewers any more.
    this.pushes.endedFor(share, otherId);
  }

  /** Ends the shares of users who have left a conversation, and what they saw there. */
  async leaveConversation(conversationId: string, userIds: readonly string[]): Promise<void> {
    const leavers = new Set(userIds);

    for (const share of await this.sharesIn(conversationId)) {
      if (leavers.has(share.userId)) await this.end(share);
      for (const userId of leavers)
        if (userId !== share.userId) this.pushes.endedFor(share, userId);
    }
  }

  /** Shows users who have joined a conversation what is shared there. An event can come again after they have left. */
  async joinConversation(conversationId: string, userIds: readonly string[]): Promise<void> {
    const shares = await this.sharesIn(conversationId);
    const confirmed = shares.filter(({ confirmedAt }) => confirmedAt !== undefined);
    if (confirmed.length === 0) return;
    const viewerIds = await this.participants.among(conversationId, userIds);
    if (viewerIds.length === 0) return;
    const positions = await this.store.positionsOf(confirmed.map(({ sessionId }) => sessionId));

    for (const [index, share] of confirmed.entries())
      this.pushes.shown(share, positions[index], viewerIds);
  }

  private async sharesIn(conversationId: string): Promise<LocationShare[]> {
    const sharerIds = await this.store.listSharers(undefined, [conversationId]);
    const shares = await this.store.sharesOfAll(sharerIds);

    return shares.flat().filter((share) => share.conversationId === conversationId);
  }

  /**
   * Asks the owners again whether a user may share, and takes out friends who are no longer friends. Without an answer, the
   * share goes on.
   *
   * @returns the share as it goes on; undefined when it has ended
   */
  async review(share: LocationShare): Promise<LocationShare | undefined> {
    try {
      const friends = await this.access.friendsAmong(share.userId, share.friendIds);
      for (const friendId of share.friendIds)
        if (!friends.includes(friendId)) await this.hide(share, friendId);

      const current = { ...share, friendIds: friends };
      await this.access.require(current);

      return (await this.store.confirm(current)) ? current : undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.status >= 500) return share;
      await this.end(share);

      return undefined;
    }
  }

  /** Takes a friend out of a share with single friends, which ends with its last friend. */
  private async hide(share: LocationShare, friendId: string): Promise<void> {
    if (share.conversationId !== null || !isMeantFor(share, friendId, () => false)) return;
    if (await this.store.removeFriend(share, friendId)) this.pushes.endedFor(share, friendId);
    const { friendIds } = (await this.find(share)) ?? share;
    if (friendIds.length === 0) await this.end({ ...share, friendIds });
  }

  private async find({ id, userId }: LocationShare): Promise<LocationShare | undefined> {
    return (await this.store.sharesOf(userId)).find((share) => share.id === id);
  }

  /** Every pod learns of a revoked session; the first one ends its shares. */
  private async endOfSession(sessionId: string): Promise<void> {
    const userId = await this.store.takeSharer(sessionId);
    if (userId === undefined) return;
    for (const share of await this.store.sharesOf(userId))
      if (share.sessionId === sessionId) await this.end(share);
  }

  private async endExpired(): Promise<void> {
    for (const { userId, shareId } of await this.store.listEnded()) {
      const share = await this.store.findEnded(userId, shareId);
      if (share) await this.end(share);
    }
  }

  private async bestEffort(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.debug({ err: error }, 'shares of locations could not be ended');
    }
  }
}
