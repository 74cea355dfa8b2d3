import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Database, newId, Pages } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { countAuditEntries, listAuditEntries } from './audit.queries';
import { auditEntryView } from './audit.view';
import { CaseAccess } from './case-access';
import type { AuditEntryResponse, AuditResponse, ListAuditQuery } from './case.dto';

interface NewEntry {
  readonly caseId: string;
  readonly event: AuditEntryResponse['event'];
  readonly actorId: string;
  readonly otherId?: string;
  /** Without names and texts of users, because entries are kept for ever. */
  readonly details?: Readonly<Record<string, string>>;
}

/** The log of the work of moderators. Entries are never changed and never deleted. */
@Injectable()
export class ModerationAudit {
  constructor(
    private readonly database: Database,
    private readonly access: CaseAccess,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async record(tx: Tx, { details = {}, ...entry }: NewEntry): Promise<void> {
    const data = { id: newId(), ...entry, details, createdAt: this.clock.now() };
    await tx.moderationAuditEntry.create({ data, select: { id: true } });
  }

  async list(caller: Caller, caseId: string, query: ListAuditQuery): Promise<AuditResponse> {
    await this.access.require(caller, caseId);

    const { rows, pagination } = await this.pages.read('moderation audit', query, {
      rows: (window) => listAuditEntries(this.database, caseId, window),
      total: () => countAuditEntries(this.database, caseId),
      position: ({ id }) => ({ id }),
    });

    return { entries: rows.map(auditEntryView), pagination };
  }
}
