import { Injectable } from '@nestjs/common';
import { MessagingReportService } from '@tribe/contracts';
import { UserCards } from '@tribe/projections';
import { Calls, Rpc } from '@tribe/rpc';
import { type Caller, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { CaseAccess } from './case-access';
import type { ContextResponse } from './case.dto';
import { contextLineView } from './case.view';
import { ModerationAudit } from './moderation-audit';

const deadlineMs = 1_000;

/** The messages around a reported message, also in conversations that the moderator cannot see. */
@Calls(MessagingReportService.method.listMessageContext)
@Injectable()
export class CaseContextService {
  constructor(
    private readonly rpc: Rpc,
    private readonly transactions: Transactions<Tx>,
    private readonly access: CaseAccess,
    private readonly audit: ModerationAudit,
    private readonly cards: UserCards,
  ) {}

  /** Recorded before it is read. Targets other than messages have no context. */
  async getContext(caller: Caller, caseId: string): Promise<ContextResponse> {
    const { targetType, targetId } = await this.access.require(caller, caseId);
    if (targetType !== 'message') return { lines: [] };

    const entry = { caseId, event: 'context_read', actorId: caller.userId } as const;
    await this.transactions.run((tx) => this.audit.record(tx, entry));

    const messaging = this.rpc.client(MessagingReportService);
    const { lines } = await messaging.listMessageContext({ messageId: targetId }, { deadlineMs });
    const cards = await this.cards.get(lines.flatMap(({ authorId }) => authorId ?? []));

    return { lines: lines.map((line) => contextLineView(line, cards)) };
  }
}
