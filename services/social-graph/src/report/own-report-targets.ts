import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { beginningOf, Database, unlessMissing } from '@tribe/service-kit';
import { hasBlocked } from '../block/block.queries';
import { PersonSight } from '../people/person-sight';
import { TribeAccess } from '../tribe/tribe-access';
import { findTribeKind } from '../tribe/tribe.queries';
import type { ReportTarget } from './report-target';
import type { ReportTargetTypeName } from './report-target-types';

const maxExcerpt = 1_000;

/** The targets of this service: users, tribes, groups and teams. */
@Injectable()
export class OwnReportTargets {
  constructor(
    private readonly database: Database,
    private readonly sight: PersonSight,
    private readonly cards: UserCards,
    private readonly tribes: TribeAccess,
  ) {}

  async find(
    viewerId: string,
    type: ReportTargetTypeName,
    id: string,
  ): Promise<ReportTarget | undefined> {
    return unlessMissing(type === 'user' ? this.user(viewerId, id) : this.tribe(viewerId, id));
  }

  /** Users who block first can still report: they know the users that they blocked. */
  private async user(viewerId: string, id: string): Promise<ReportTarget> {
    const knowsUser = await hasBlocked(this.database, viewerId, id);

    const card = knowsUser
      ? await this.cards.require(id)
      : (await this.sight.require(viewerId, id)).card;

    const excerpt = `${card.fullName} (@${card.username})`;

    return { authorId: id, excerpt, place: null, mediaIds: [] };
  }

  private async tribe(viewerId: string, id: string): Promise<ReportTarget | undefined> {
    const kind = await findTribeKind(this.database, id);
    if (!kind) return undefined;
    const { ownerId, name, description } = await this.tribes.require(viewerId, 'see', kind, id);
    const excerpt = beginningOf([name, description].filter(Boolean).join('\n'), maxExcerpt);

    return { authorId: ownerId, excerpt, place: { type: 'tribe', id }, mediaIds: [] };
  }
}
