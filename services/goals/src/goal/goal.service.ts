import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ActiveFriends, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  GroupCommit,
  InjectConfig,
  keyRowFor,
  KeyTakenError,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { GoalAccess } from './goal-access';
import { roleOf } from './goal-access.rules';
import { decideChanges } from './goal-changes.rules';
import { decideStep, type GoalStep } from './goal-steps.rules';
import type { CreateGoalBody, UpdateGoalBody } from './goal.dto';
import { goalCompleted, goalDeleted, goalPublished, goalUpdated } from './goal.events';
import type { Goal } from './goal.queries';
import { decideTarget } from './goal.rules';
import { goalView } from './goal.view';
import { changedGoal, insertGoals, type NewGoal, saveGoal } from './goal.writes';
import { announced, newGoal } from './new-goal';

@Injectable()
export class GoalService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly friends: ActiveFriends,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  private readonly inserts = new GroupCommit<NewGoal, boolean>((goals) =>
    insertGoals(this.database, this.events, goals),
  );

  /** All initial participants must be friends of the creator; those who want to be asked first are invited. */
  async createGoal(caller: Caller, body: CreateGoalBody) {
    const friendIds = await this.requireFriends(caller, body);
    const now = this.clock.now();

    const [creator, today, cards] = await Promise.all([
      this.cards.ofCaller(caller),
      this.cards.todayOf(caller, now),
      this.cards.get(caller.userId, [caller.userId, ...friendIds]),
    ]);

    const asksFirst = (id: string) => cards.get(id)?.privacy.askBeforeAddingToGoals ?? false;
    const members = friendIds.filter((id) => !asksFirst(id));
    const goal = newGoal(caller, body, members, now);
    settle(decideTarget(goal, { today, dateIsNew: true, amountIsNew: true }));

    const { last, events, invitations } = announced(goal, creator, friendIds.filter(asksFirst));
    const view = goalView(last, cards, today, true);

    const isInserted = await this.inserts.add({
      goal: last,
      events: events.map((event) => this.events.prepare(event)),
      invitations,
      key: keyRowFor(goal.id, view),
    });

    if (!isInserted) throw new KeyTakenError();

    return view;
  }

  async getGoal(caller: Caller, goalId: string) {
    const goal = await this.access.require(caller.userId, 'see', goalId);
    return this.view(caller, goal);
  }

  updateGoal(caller: Caller, goalId: string, body: UpdateGoalBody) {
    return this.change(caller, goalId, () => body);
  }

  /** Has no effect and publishes no event when the goal has taken the step already. */
  takeStep(caller: Caller, goalId: string, step: GoalStep) {
    return this.change(caller, goalId, (goal) => settle(decideStep(goal, step)));
  }

  private async change(caller: Caller, goalId: string, patchOf: (goal: Goal) => UpdateGoalBody) {
    const now = this.clock.now();

    const [card, today] = await Promise.all([
      this.cards.ofCaller(caller),
      this.cards.todayOf(caller, now),
    ]);

    const updated = await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      const changes = settle(decideChanges(goal, patchOf(goal), { now, today }));
      if (!changes) return goal;
      const changed = changedGoal(goal, changes, now);
      const isCompletion = changes.status === 'completed';

      const event = isCompletion
        ? goalCompleted(changed, card, now)
        : goalUpdated(changed, caller.userId);

      const saved = changes.isPublic ? changedGoal(changed, {}, now) : changed;
      const events = changes.isPublic ? [event, goalPublished(saved, card)] : event;
      await Promise.all([saveGoal(tx, saved, changes), this.events.publish(tx, events)]);

      return saved;
    });

    return this.view(caller, updated);
  }

  async deleteGoal(caller: Caller, goalId: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      const changes = { deletedAt: now };
      const deleted = changedGoal(goal, changes, now);

      await Promise.all([
        saveGoal(tx, deleted, changes),
        this.events.publish(tx, goalDeleted(deleted, caller.userId)),
      ]);
    });
  }

  private async view(caller: Caller, goal: Goal) {
    const participantIds = goal.participants.map(({ userId }) => userId);
    const participates = roleOf(goal, caller.userId) !== 'stranger';

    const [today, cards] = await Promise.all([
      this.cards.todayOf(caller, this.clock.now()),
      participates
        ? this.cards.get(caller.userId, participantIds)
        : this.cards.getForStranger(caller.userId, participantIds),
    ]);

    return goalView(goal, cards, today, participates);
  }

  /** Returns the distinct users to add, without the creator. The error does not reveal which user is not a friend. */
  private async requireFriends(caller: Caller, body: CreateGoalBody): Promise<string[]> {
    const requested = new Set(body.participant_ids);
    requested.delete(caller.userId);
    if (requested.size === 0) return [];
    const max = body.goal_type === 'individual' ? 0 : this.config.GOAL_MAX_PARTICIPANTS - 1;

    if (requested.size > max) {
      const message = `may contain at most ${max} users for this goal`;
      const fieldErrors = [{ pointer: '/participant_ids', message }];
      throw new AppError(errors.GOAL_PARTICIPANTS_TOO_MANY, { errors: fieldErrors });
    }

    const friends = await this.friends.filter(caller.userId, [...requested]);
    if (friends.size < requested.size) throw new AppError(errors.PARTICIPANT_NOT_A_FRIEND);

    return [...requested];
  }
}
