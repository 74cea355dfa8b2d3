import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { beginningOf, Database, unlessMissing } from '@tribe/service-kit';
import { GoalAccess } from '../goal/goal-access';
import { SharedItemAccess } from '../sharing/shared-item-access';
import type { SharedItem } from '../sharing/shared-item.queries';
import { findCommentOfAny, findItemText } from './moderation.queries';

const maxExcerpt = 1_000;

/** Something that a user can report. */
export interface ReportTarget {
  readonly authorId: string;
  readonly excerpt: string;
}

/** Finds what users can report: what they see. */
@Injectable()
export class ReportTargets {
  constructor(
    private readonly database: Database,
    private readonly goals: GoalAccess,
    private readonly items: SharedItemAccess,
    private readonly relationships: Relationships,
  ) {}

  find(
    viewerId: string,
    type: 'goal' | 'checkin' | 'reflection' | 'comment',
    id: string,
  ): Promise<ReportTarget | undefined> {
    switch (type) {
      case 'goal':
        return unlessMissing(this.goal(viewerId, id));
      case 'checkin':
      case 'reflection':
        return unlessMissing(this.item(viewerId, { itemType: type, itemId: id }));
      case 'comment':
        return unlessMissing(this.comment(viewerId, id));
    }
  }

  private async goal(viewerId: string, id: string): Promise<ReportTarget> {
    const { creatorId, title, description } = await this.goals.require(viewerId, 'see', id);
    return { authorId: creatorId, excerpt: excerptOf(title, description) };
  }

  private async item(viewerId: string, item: SharedItem): Promise<ReportTarget | undefined> {
    await this.items.require(viewerId, item);
    const found = await findItemText(this.database, item);

    return found && { authorId: found.ownerId, excerpt: excerptOf(found.text) };
  }

  private async comment(viewerId: string, id: string): Promise<ReportTarget | undefined> {
    const comment = await findCommentOfAny(this.database, id);
    if (!comment) return undefined;
    const { userId: authorId, item, content } = comment;
    await this.items.require(viewerId, item);
    if (await this.relationships.areHidden(viewerId, authorId)) return undefined;

    return { authorId, excerpt: excerptOf(content) };
  }
}

function excerptOf(...texts: readonly (string | null)[]): string {
  return beginningOf(texts.filter(Boolean).join('\n'), maxExcerpt);
}
