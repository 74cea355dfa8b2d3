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
import { PrismaService, type Tx } from '../prisma.service';
import { heirOf } from './goal-heir.rules';

const goalsPerBatch = 25;
const notesPerBatch = 500;

type Fate = 'goals_deleted' | 'goals_handed_over' | 'goals_left';

/** What goals holds about a person: the goals they take part in, and what they contributed. */
@PersonalDataSource()
export class GoalsPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('goals', ({ after, take }) =>
      this.prisma.goal.findMany({
        where: { participants: { some: { userId } }, deletedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );
    yield* sectionById('contributions', ({ after, take }) =>
      this.prisma.goalContribution.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
      }),
    );
  }

  /** Goals of their own go; shared ones go on with the others, who keep what the person gave, without their words. */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const counts = { goals_deleted: 0, goals_handed_over: 0, goals_left: 0, notes_erased: 0 };
    const events: NewEvent[] = [];
    for (const goalId of await goalsOf(tx, userId)) {
      const goal = await lockGoal(tx, goalId);
      const { fate, event } = goal
        ? await this.leave(tx, goal, userId)
        : await this.drop(tx, goalId);
      counts[fate] += 1;
      if (event) events.push(event);
    }
    await this.events.publish(tx, events);
    counts.notes_erased = await tx.sql.execute(
      'goals_personal_data_erase',
      `UPDATE goal_contributions SET note = NULL WHERE id IN (
        SELECT id FROM goal_contributions WHERE user_id = $1::uuid AND note IS NOT NULL LIMIT $2)`,
      [userId, notesPerBatch],
    );
    return counts;
  }

  private async leave(
    tx: Tx,
    goal: Goal,
    userId: string,
  ): Promise<{ fate: Fate; event: NewEvent }> {
    const now = this.clock.now();
    if (goal.creatorId !== userId)
      return { fate: 'goals_left', event: await this.remove(tx, goal, userId, now) };
    const heir = heirOf(goal.participants, userId);
    if (heir === undefined) {
      await tx.goal.delete({ where: { id: goal.id } });
      return { fate: 'goals_deleted', event: goalDeleted(changedGoal(goal, {}, now), userId) };
    }
    const participants = goal.participants.map((one) =>
      one.userId === heir ? { ...one, role: 'creator' as const } : one,
    );
    const event = await this.remove(tx, { ...goal, creatorId: heir, participants }, userId, now);
    // Last, because a goal never has two creators.
    const where = { goalId_userId: { goalId: goal.id, userId: heir } };
    await tx.goalParticipant.update({ where, data: { role: 'creator' } });
    await tx.goal.update({ where: { id: goal.id }, data: { creatorId: heir } });
    return { fate: 'goals_handed_over', event };
  }

  private async remove(tx: Tx, goal: Goal, userId: string, now: Date): Promise<NewEvent> {
    const participants = goal.participants.filter((one) => one.userId !== userId);
    const saved = changedGoal({ ...goal, participants }, {}, now);
    const where = { goalId_userId: { goalId: goal.id, userId } };
    await tx.goalParticipant.update({ where, data: { leftAt: now, role: 'member' } });
    await saveGoal(tx, saved, {});
    return goalParticipantRemoved(saved, userId, userId);
  }

  /** A goal that was deleted before, and that nobody hears of any more. */
  private async drop(tx: Tx, goalId: string): Promise<{ fate: Fate; event?: undefined }> {
    await tx.goal.deleteMany({ where: { id: goalId } });
    return { fate: 'goals_deleted' };
  }
}

/** Goals they made, also deleted ones, and goals they take part in. */
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
