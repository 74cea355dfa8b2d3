import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import {
  type Caller,
  Clock,
  dayMs,
  InjectConfig,
  newId,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { GoalAccess } from '../goal/goal-access';
import { goalInvitationSent } from '../goal/goal.events';
import type { Goal } from '../goal/goal.queries';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import { GoalAdmission } from '../participant/goal-admission';
import type { AddParticipantBody } from '../participant/goal-participant.dto';
import type { Tx } from '../prisma.service';
import { countForLimits, lockInviter } from './invitation.queries';
import { decideInvitation } from './invitation.rules';
import { sentInvitationView } from './invitation.view';
import { Invitees } from './invitees';

interface Invite {
  readonly inviter: UserCard;
  readonly inviteeId: string;
  readonly role: AddParticipantBody['role'];
  readonly now: Date;
}

/** The owner's way to new participants: friends who need not be asked are added, all others are invited. */
@Injectable()
export class InviteService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly invitees: Invitees,
    private readonly admission: GoalAdmission,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  async inviteToGoal(
    caller: Caller,
    goalId: string,
    { user_id: inviteeId, role }: AddParticipantBody,
  ) {
    await this.access.require(caller.userId, 'manage', goalId);
    const { inviter, invitee } = await this.invitees.require(caller, inviteeId);
    const { isAddedDirectly } = invitee;
    const invite = { inviter, inviteeId, role, now: this.clock.now() };

    const row = await this.transactions.run(async (tx) => {
      await lockInviter(tx.sql, caller.userId);
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      await this.requirePermission(tx, goal, { ...invite, isAddedDirectly });

      return isAddedDirectly ? this.add(tx, goal, invite) : this.send(tx, goal, invite);
    });

    const cards = new Map([[inviteeId, invitee.card]]);

    return sentInvitationView(row, cards, isAddedDirectly);
  }

  private async requirePermission(
    tx: Tx,
    goal: Goal,
    { inviter, inviteeId, now, isAddedDirectly }: Invite & { isAddedDirectly: boolean },
  ): Promise<void> {
    const since = new Date(now.getTime() - dayMs);
    const where = { goalId_inviteeId: { goalId: goal.id, inviteeId } };

    const [last, counted] = await Promise.all([
      tx.goalInvitation.findUnique({ where }),
      countForLimits(tx.sql, { goalId: goal.id, inviterId: inviter.id, since }),
    ]);

    const facts = { inviteeId, isAddedDirectly, last: last ?? undefined, ...counted, now };
    const { GOAL_MAX_PARTICIPANTS: maxParticipants, GOAL_INVITATIONS_PER_DAY: perDay } =
      this.config;
    settle(decideInvitation(goal, facts, { maxParticipants, perDay }));
  }

  private async add(tx: Tx, goal: Goal, { inviter, inviteeId, role, now }: Invite) {
    const newcomer = { userId: inviteeId, role, addedBy: inviter };
    const { id } = await this.admission.admit(tx, goal, newcomer, now);

    return { id, goal_id: goal.id, invitee_id: inviteeId, role, created_at: now };
  }

  private async send(tx: Tx, goal: Goal, { inviter, inviteeId, role, now }: Invite) {
    const goalId = goal.id;
    const saved = changedGoal(goal, {}, now);
    const fresh = { inviterId: inviter.id, role, status: 'pending' as const, createdAt: now };

    const invitation = await tx.goalInvitation.upsert({
      where: { goalId_inviteeId: { goalId, inviteeId } },
      create: { id: newId(), goalId, inviteeId, ...fresh },
      update: { ...fresh, times: { increment: 1 }, respondedAt: null },
    });

    await Promise.all([
      saveGoal(tx, saved, {}),
      this.events.publish(tx, goalInvitationSent(saved, invitation, inviter)),
    ]);

    return { id: invitation.id, goal_id: goalId, invitee_id: inviteeId, role, created_at: now };
  }
}
