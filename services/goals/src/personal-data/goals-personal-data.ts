import { EventPublisher, type NewEvent } from '@tribe/events';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { Clock } from '@tribe/service-kit';
import { goalDeleted, goalParticipantRemoved } from '../goal/goal.events';
import { type Goal, lockGoal } from '../goal/goal.queries';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import { GoalHandover } from '../participant/goal-handover';
import { PrismaService, type Tx } from '../prisma.service';

const goalsPerBatch = 25;
const notesPerBatch = 500;

type Outcome = 'goals_deleted' | 'goals_handed_over' | 'goals_left';

/** Exports and erases a user's goals and contributions. */
@PersonalDataSource()
export class GoalsPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
    private readonly handover: GoalHandover,
    private readonly clock: Clock,
  ) {}

  /** Of goals that the user has left, only what the user did: what became of them since is private to the others. */
  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('goals', ({ after, take }) =>
      this.prisma.goal.findMany({
        where: { participants: { some: { userId, leftAt: null } }, deletedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
        include: { milestones: { orderBy: { orderIndex: 'asc' } } },
      }),
    );

    yield* sectionById('participations', ({ after, take }) =>
      this.prisma.goalParticipant.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
      }),
    );

    yield* sectionById('contributions', ({ after, take }) =>
      this.prisma.goalContribution.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
      }),
    );

    yield* sectionById('goal_invitations', ({ after, take }) =>
      this.prisma.goalInvitation.findMany({
        where: { OR: [{ inviteeId: userId }, { inviterId: userId }], ...after },
        orderBy: { id: 'asc' },
        take,
      }),
    );
  }

  /**
   * Deletes the invitations of the user, and goals of the user alone. Shared goals continue with the other participants and
   * keep the user's contributions, without their notes.
   */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const counts = {
      goals_deleted: 0,
      goals_handed_over: 0,
      goals_left: 0,
      notes_erased: 0,
      invitations_deleted: 0,
    };

    const events: NewEvent[] = [];

    for (const goalId of await goalsOf(tx, userId)) {
      const goal = await lockGoal(tx, goalId);

      const { outcome, event } = goal
        ? await this.leave(tx, goal, userId)
        : await this.deleteGoal(tx, goalId);

      counts[outcome] += 1;
      if (event) events.push(event);
    }

    await this.events.publish(tx, events);

    counts.notes_erased = await tx.sql.execute(
      'goals_personal_data_erase',
      `UPDATE goal_contributions SET note = NULL WHERE id IN (
        SELECT id FROM goal_contributions
         WHERE (user_id = $1::uuid OR corrected_by = $1::uuid) AND note IS NOT NULL LIMIT $2)`,
      [userId, notesPerBatch],
    );

    counts.invitations_deleted = await tx.sql.execute(
      'goal_invitations_erase',
      `DELETE FROM goal_invitations WHERE id IN (
        SELECT id FROM goal_invitations WHERE invitee_id = $1::uuid OR inviter_id = $1::uuid LIMIT $2)`,
      [userId, notesPerBatch],
    );

    return counts;
  }

  private async leave(
    tx: Tx,
    goal: Goal,
    userId: string,
  ): Promise<{ outcome: Outcome; event: NewEvent }> {
    const now = this.clock.now();
    if (goal.creatorId !== userId)
      return { outcome: 'goals_left', event: await this.remove(tx, goal, userId, now) };
    const handed = await this.handover.handOver(tx, goal, now);

    if (!handed) {
      await tx.goal.delete({ where: { id: goal.id } });
      return { outcome: 'goals_deleted', event: goalDeleted(changedGoal(goal, {}, now), userId) };
    }

    const event = await this.remove(tx, handed, userId, now);

    return { outcome: 'goals_handed_over', event };
  }

  private async remove(tx: Tx, goal: Goal, userId: string, now: Date): Promise<NewEvent> {
    const participants = goal.participants.filter((participant) => participant.userId !== userId);
    const saved = changedGoal({ ...goal, participants }, {}, now);
    const where = { goalId_userId: { goalId: goal.id, userId } };
    await tx.goalParticipant.update({ where, data: { leftAt: now, role: 'member' } });
    await saveGoal(tx, saved, {});

    return goalParticipantRemoved(saved, userId, userId);
  }

  /** Deletes the row of a goal that was already deleted for clients, without an event. */
  private async deleteGoal(
    tx: Tx,
    goalId: string,
  ): Promise<{ outcome: Outcome; event?: undefined }> {
    await tx.goal.deleteMany({ where: { id: goalId } });
    return { outcome: 'goals_deleted' };
  }
}

/** Returns the ids of goals that the user created, including deleted goals, or participates in. */
async function goalsOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.sql.query<{ id: string }>(
    'goals_personal_data_goals_of',
    `(SELECT id FROM goals WHERE creator_id = $1::uuid LIMIT $2)
    UNION
    (SELECT p.goal_id FROM goal_participants p JOIN goals g ON g.id = p.goal_id
      WHERE p.user_id = $1::uuid AND p.left_at IS NULL AND g.deleted_at IS NULL LIMIT $2)
    ORDER BY id`,
    [userId, goalsPerBatch],
  );
  return rows.map(({ id }) => id);
}
