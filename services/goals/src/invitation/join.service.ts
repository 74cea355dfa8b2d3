import { Injectable } from '@nestjs/common';
import { type UserCard, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { errors } from '../errors';
import { GoalAccess } from '../goal/goal-access';
import type { Goal } from '../goal/goal.queries';
import { participantView } from '../goal/goal.view';
import { GoalAdmission, type Newcomer } from '../participant/goal-admission';
import type { Tx } from '../prisma.service';
import { decideJoin } from './invitation.rules';
import { ReceivedInvitations } from './received-invitations';

/** The ways into a goal that the caller takes: an invitation, or a public goal. */
@Injectable()
export class JoinService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: GoalAccess,
    private readonly received: ReceivedInvitations,
    private readonly admission: GoalAdmission,
    private readonly cards: VisibleCards,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  async acceptInvitation(caller: Caller, invitationId: string) {
    const { userId } = caller;

    return this.join(caller, async (tx, addedBy) => {
      const { goal, invitation } = await this.received.requireLocked(tx, userId, invitationId);
      if (invitation.status !== 'pending') throw new AppError(errors.GOAL_INVITATION_NOT_FOUND);
      return { goal, newcomer: { userId, role: invitation.role, addedBy } };
    });
  }

  /** Joins a public goal as a member. */
  async joinGoal(caller: Caller, goalId: string) {
    const { userId } = caller;
    await this.access.require(userId, 'join', goalId);

    return this.join(caller, async (tx, addedBy) => {
      const goal = await this.access.requireLocked(tx, userId, 'join', goalId);
      return { goal, newcomer: { userId, role: 'member', addedBy } };
    });
  }

  private async join(
    caller: Caller,
    find: (tx: Tx, addedBy: UserCard) => Promise<{ goal: Goal; newcomer: Newcomer }>,
  ) {
    const card = await this.cards.ofCaller(caller);
    const now = this.clock.now();

    const participant = await this.transactions.run(async (tx) => {
      const { goal, newcomer } = await find(tx, card);
      settle(decideJoin(goal, caller.userId, this.config.GOAL_MAX_PARTICIPANTS));
      return this.admission.admit(tx, goal, newcomer, now);
    });

    return participantView(participant, new Map([[card.id, card]]));
  }
}
