import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import type { ModeratorAppealResponse } from './appeal.dto';
import type { AppealOfCase } from './appeal.queries';
import { moderatorAppealView } from './appeal.view';

/** Shows appeals to moderators. */
@Injectable()
export class AppealViews {
  constructor(private readonly cards: UserCards) {}

  async ofOne(appeal: AppealOfCase): Promise<ModeratorAppealResponse> {
    const [view] = await this.of([appeal]);
    return view as ModeratorAppealResponse;
  }

  /** Must not be called inside a transaction. */
  async of(appeals: readonly AppealOfCase[]): Promise<ModeratorAppealResponse[]> {
    const ids = appeals.flatMap(({ row, action }) => [row.subjectId, action.moderatorId]);
    const cards = await this.cards.get(ids.filter((id) => id !== null));

    return appeals.map((appeal) => moderatorAppealView(appeal, cards));
  }
}
