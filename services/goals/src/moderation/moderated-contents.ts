import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import { checkInUpdated } from '../checkin/checkin.events';
import { findCheckin } from '../checkin/checkin.queries';
import { changedCheckin, saveCheckin } from '../checkin/checkin.writes';
import { goalDeleted } from '../goal/goal.events';
import { lockGoal } from '../goal/goal.queries';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import { reflectionUpdated } from '../reflection/reflection.events';
import { lockReflectionById, saveReflection } from '../reflection/reflection.queries';
import { deleteComment } from '../sharing/comment.queries';
import { lockItem } from '../sharing/shared-item.queries';
import { sharedCommentDeleted } from '../sharing/sharing.events';
import { lockSystem } from '../system/system.queries';
import { findCommentOfAny } from './moderation.queries';

/** Takes contents away that a moderator has decided about. Has no effect on contents that are gone. */
@Injectable()
export class ModeratedContents {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** Like a deletion by the creator. The moderator is not named. */
  async deleteGoal(tx: Tx, goalId: string): Promise<void> {
    const goal = await lockGoal(tx, goalId);
    if (!goal) return;
    const now = this.clock.now();
    const changes = { deletedAt: now };
    const deleted = changedGoal(goal, changes, now);
    await saveGoal(tx, deleted, changes);
    await this.events.publish(tx, goalDeleted(deleted, goal.creatorId));
  }

  /** The check-in counts as before, without its note and photo. */
  async eraseNote(tx: Tx, checkinId: string): Promise<void> {
    const found = await tx.checkin.findUnique({
      where: { id: checkinId },
      select: { systemId: true },
    });

    const system = found && (await lockSystem(tx, found.systemId));
    const row = system && (await findCheckin(tx.sql, system.id, checkinId));
    if (!row || (row.notes === null && row.photoUrl === null)) return;

    const changed = changedCheckin(row, { notes: null, photoUrl: null }, this.clock.now());
    await saveCheckin(tx.sql, changed);
    await this.events.publish(tx, checkInUpdated({ row: changed, system }));
  }

  /** A reflection is a diary: its author keeps it, and cannot share it while it is withheld. */
  async withholdReflection(tx: Tx, reflectionId: string, isWithheld: boolean): Promise<void> {
    const row = await lockReflectionById(tx.sql, reflectionId);
    if (!row || (row.withheldAt !== null) === isWithheld) return;
    const now = this.clock.now();
    const withheldAt = isWithheld ? now : null;
    const changed = { ...row, sharedWithPartner: false, withheldAt, version: row.version + 1n };
    await saveReflection(tx.sql, { ...changed, updatedAt: now });
    await this.events.publish(tx, reflectionUpdated(changed));
  }

  async deleteComment(tx: Tx, commentId: string): Promise<void> {
    const found = await findCommentOfAny(tx.sql, commentId);
    if (!found) return;
    await lockItem(tx.sql, found.item);
    const comment = await findCommentOfAny(tx.sql, commentId);
    if (!comment) return;
    await deleteComment(tx.sql, commentId);
    const deleted = { ...comment, version: comment.version + 1n };
    await this.events.publish(tx, sharedCommentDeleted(deleted));
  }
}
