import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import { type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import type { ModerationAction } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { CaseAccess } from './case-access';
import { CaseResolution } from './case-resolution';
import type { ActionResponse, DecideCaseBody } from './case.dto';
import type { CaseRow } from './case.queries';
import { decideAction } from './case.rules';
import { actionView } from './case.view';
import { isAnnounced, moderationActionTaken } from './moderation.events';
import { Staff } from './staff';
import { TribeModeration } from './tribe-moderation';

/**
 * The decisions of moderators about cases. The owners of the target and of the account carry them out when the event
 * arrives.
 */
@Injectable()
export class DecisionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: CaseAccess,
    private readonly staff: Staff,
    private readonly resolution: CaseResolution,
    private readonly tribes: TribeModeration,
    private readonly cards: UserCards,
    private readonly clock: Clock,
  ) {}

  async decideCase(caller: Caller, caseId: string, body: DecideCaseBody): Promise<ActionResponse> {
    const { subjectId } = await this.access.require(caller, caseId);
    const subjectRoles = await this.staff.rolesOf(subjectId);
    const cards = await this.cards.get([caller.userId]);
    const until = body.until ? new Date(body.until) : null;
    const wanted = { kind: body.action, until, note: body.note || null };

    const action = await this.transactions.run(async (tx) => {
      const row = await this.access.requireLocked(tx, caller, caseId);
      const by = await this.access.deciderOf(tx, caller, caseId);
      const taken = await actionsInForce(tx, caseId);
      const now = this.clock.now();
      settle(decideAction(row, by, wanted, { subjectRoles, taken, now }));

      return this.act(tx, row, { ...wanted, moderatorId: caller.userId, createdAt: now });
    });

    return actionView(action, cards);
  }

  private async act(
    tx: Tx,
    row: CaseRow,
    decision: Pick<ModerationAction, 'kind' | 'until' | 'note' | 'createdAt'> & {
      readonly moderatorId: string;
    },
  ): Promise<ModerationAction> {
    const subjectId = decision.kind === 'dismiss' ? null : row.subjectId;

    const action = await tx.moderationAction.create({
      data: { id: newId(), caseId: row.id, subjectId, ...decision },
    });

    await this.resolution.record(tx, row, action, decision.moderatorId);
    if (!isAnnounced(action)) return action;
    await this.events.publish(tx, moderationActionTaken(action, row));
    await this.tribes.carryOut(tx, row, action);

    return action;
  }
}

async function actionsInForce(tx: Tx, caseId: string) {
  const actions = await tx.moderationAction.findMany({
    where: { caseId, liftedAt: null },
    select: { kind: true },
  });
  return actions.map(({ kind }) => kind);
}
