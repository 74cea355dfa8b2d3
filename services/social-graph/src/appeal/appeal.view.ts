import type { UserCard } from '@tribe/projections';
import type { ModerationAppeal } from '../generated/prisma/client';
import { actionView, caseView } from '../moderation/case.view';
import type { AppealResponse, ModeratorAppealResponse, NoticeResponse } from './appeal.dto';
import type { AppealOfCase, NoticeRow } from './appeal.queries';
import { appealUntil } from './appeal.rules';

type Status = Pick<ModerationAppeal, 'status' | 'createdAt' | 'decidedAt'>;

/** An appeal as the subject sees it. */
export function appealView({ status, createdAt, decidedAt }: Status): AppealResponse {
  return {
    status,
    created_at: createdAt.toISOString(),
    decided_at: decidedAt?.toISOString() ?? null,
  };
}

/** A decision as its subject sees it. */
export function noticeView(row: NoticeRow): NoticeResponse {
  return {
    id: row.id,
    action: row.kind,
    target_type: row.targetType,
    target_id: row.targetId,
    until: row.until?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    lifted_at: row.liftedAt?.toISOString() ?? null,
    appeal_until: appealUntil(row.createdAt).toISOString(),
    appeal: row.appeal && appealView(row.appeal),
  };
}

/** An appeal as moderators see it. */
export function moderatorAppealView(
  { appeal, action, row }: AppealOfCase,
  cards: ReadonlyMap<string, UserCard>,
): ModeratorAppealResponse {
  return {
    ...appealView(appeal),
    id: appeal.id,
    text: appeal.text,
    decision_note: appeal.decisionNote,
    action: actionView(action, cards),
    case: caseView(row, cards),
  };
}
