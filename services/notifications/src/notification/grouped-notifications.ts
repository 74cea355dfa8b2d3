import { Injectable } from '@nestjs/common';
import { Mutes, Relationships, UserCards } from '@tribe/projections';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { draftGroup, groupedTypes, type GroupTarget, isPushed } from './grouped-drafts.rules';
import type { NotificationDraft } from './notification-drafts.rules';
import {
  deleteSource,
  forgetAnswers,
  insertSource,
  listActors,
  lockGroup,
  noteDeletion,
  type NotificationSource,
} from './notification-source.queries';
import { languageOf } from './notification-text.rules';
import { NotificationWriter } from './notification-writer';

/** Writes one notification for many reactions to an item, or comments on it, instead of one for each. */
@Injectable()
export class GroupedNotifications {
  constructor(
    private readonly writer: NotificationWriter,
    private readonly relationships: Relationships,
    private readonly mutes: Mutes,
    private readonly cards: UserCards,
    private readonly clock: Clock,
  ) {}

  /** Adds a reaction or a comment, unless its author is hidden from the recipient or muted. */
  async add(
    tx: Tx,
    sourceEventId: string,
    target: GroupTarget,
    source: NotificationSource,
  ): Promise<void> {
    const { userId } = target;
    const actorId = source.actor.id;
    if (actorId === userId || !(await this.isWanted(tx, userId, actorId))) return;
    await lockGroup(tx.sql, target);
    if (!(await insertSource(tx.sql, target, source))) return;

    const { draft, unseen } = await this.draft(tx, target);
    if (draft)
      await this.writer.replace(tx, sourceEventId, [draft], { isSilent: !isPushed(unseen) });
  }

  /** Removes a reaction or a comment. The notification of the others stays; without others, it is withdrawn. */
  async remove(tx: Tx, sourceId: string): Promise<void> {
    const target = await deleteSource(tx.sql, sourceId);
    if (!target) return;
    await lockGroup(tx.sql, target);
    const { userId, type, targetType, targetId } = target;
    const { draft } = await this.draft(tx, target);
    if (!draft) return this.writer.withdraw(tx, targetType, targetId, { userId, type });
    const { text, actorId, imageUrl } = draft;
    const locales = await this.cards.localesOf([userId], tx.sql);
    const { message } = text(languageOf(locales.get(userId)));

    await tx.notification.updateMany({
      where: { userId, type, targetId },
      data: { message, actorId, imageUrl },
    });
  }

  /** Removes everything about an item that was deleted. */
  async removeItem(tx: Tx, targetType: GroupTarget['targetType'], targetId: string): Promise<void> {
    await noteDeletion(tx.sql, targetId, this.clock.now());
    await tx.notificationSource.deleteMany({ where: { targetType, targetId } });
    await this.writer.withdraw(tx, targetType, targetId, { types: groupedTypes });
  }

  /** Removes everything about a post that was deleted, and about the comments on it. */
  async removePost(tx: Tx, postId: string): Promise<void> {
    await this.removeItem(tx, 'post', postId);
    await forgetAnswers(tx.sql, postId, null);
  }

  /** Removes everything about the comments on a post that only its author sees from now on, except for this author. */
  async hidePost(tx: Tx, postId: string, authorId: string): Promise<void> {
    await forgetAnswers(tx.sql, postId, authorId);
  }

  private async draft(
    tx: Tx,
    target: GroupTarget,
  ): Promise<{ draft: NotificationDraft | undefined; unseen: number }> {
    const actors = await listActors(tx.sql, target);
    const ids = actors.map(({ id }) => id);
    const hidden = await this.relationships.filterHidden(target.userId, ids, tx.sql);
    const [actor, ...others] = actors.filter(({ id }) => !hidden.has(id));
    const unseen = actors.reduce((sum, each) => sum + each.unseen, 0);

    return { draft: actor && draftGroup(target, actor, others.length), unseen };
  }

  private async isWanted(tx: Tx, userId: string, actorId: string): Promise<boolean> {
    const [areHidden, muters] = await Promise.all([
      this.relationships.areHidden(userId, actorId, tx.sql),
      this.mutes.filterMuters(actorId, [userId], tx.sql),
    ]);

    return !areHidden && !muters.has(userId);
  }
}
