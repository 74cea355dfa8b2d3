import {
  filledParagraphField,
  id,
  opaqueField,
  pageQuery,
  paginationResponse,
  paragraphField,
} from '@tribe/service-kit';
import { z } from 'zod';
import { ModerationAppealStatus } from '../generated/prisma/enums';
import { actionResponse, caseResponse, moderationActionKind } from '../moderation/case.dto';
import { maxDetails, reportTargetType } from '../report/report.dto';

const maxText = 2_000;
const tokenLength = 100;

export const actionParams = z.object({ actionId: id });
export type ActionParams = z.infer<typeof actionParams>;

export const appealParams = z.object({ appealId: id });
export type AppealParams = z.infer<typeof appealParams>;

const text = filledParagraphField(maxText)
  .describe('Why the decision was wrong')
  .meta({ example: 'The message was a joke between friends' });

export const appealBody = z.strictObject({ text }).meta({ id: 'AppealRequest' });
export type AppealBody = z.infer<typeof appealBody>;

export const mailedAppealBody = z
  .strictObject({ token: opaqueField(tokenLength).describe('From the link in the mail'), text })
  .meta({ id: 'AppealByMailRequest', example: { token: 'AZAWPYaUc5uupZbCb4itkQ', text: 'Why?' } });
export type MailedAppealBody = z.infer<typeof mailedAppealBody>;

export const decideAppealBody = z
  .strictObject({
    decision: z.enum(['uphold', 'overturn']).meta({ id: 'AppealDecision', example: 'overturn' }),
    note: paragraphField(maxDetails)
      .optional()
      .describe('The reason, for moderators')
      .meta({ example: 'No advertisement' }),
  })
  .meta({ id: 'DecideAppealRequest' });
export type DecideAppealBody = z.infer<typeof decideAppealBody>;

const appealStatus = z
  .enum(ModerationAppealStatus)
  .meta({ id: 'ModerationAppealStatus', example: 'pending' });

const moment = z.iso.datetime();

/** An appeal as the subject sees it. */
export const appealResponse = z
  .object({
    status: appealStatus,
    created_at: moment,
    decided_at: moment.nullable().meta({ example: null }),
  })
  .meta({ id: 'Appeal' });
export type AppealResponse = z.infer<typeof appealResponse>;

export const listNoticesQuery = pageQuery;
export type ListNoticesQuery = z.infer<typeof listNoticesQuery>;

/** A decision as its subject sees it: without the moderator, the note and the reports. */
export const noticeResponse = z
  .object({
    id,
    action: moderationActionKind,
    target_type: reportTargetType,
    target_id: id,
    until: moment.nullable().meta({ example: null }),
    created_at: moment,
    lifted_at: moment.nullable().meta({ example: null }),
    appeal_until: moment.describe('You can appeal once, until this time'),
    appeal: appealResponse.nullable(),
  })
  .meta({ id: 'ModerationNotice' });
export type NoticeResponse = z.infer<typeof noticeResponse>;

export const noticeListResponse = z
  .object({ actions: z.array(noticeResponse), pagination: paginationResponse })
  .meta({ id: 'ModerationNoticeList' });
export type NoticeListResponse = z.infer<typeof noticeListResponse>;

export const listAppealsQuery = pageQuery.extend({
  status: z
    .enum(ModerationAppealStatus)
    .meta({ id: 'ModerationAppealStatusFilter' })
    .default('pending'),
});
export type ListAppealsQuery = z.infer<typeof listAppealsQuery>;

/** An appeal as moderators see it. */
export const moderatorAppealResponse = appealResponse
  .extend({
    id,
    text: z.string().nullable().meta({ example: 'The message was a joke between friends' }),
    decision_note: z.string().nullable().meta({ example: null }),
    action: actionResponse,
    case: caseResponse,
  })
  .meta({ id: 'ModerationAppeal' });
export type ModeratorAppealResponse = z.infer<typeof moderatorAppealResponse>;

export const appealListResponse = z
  .object({ appeals: z.array(moderatorAppealResponse), pagination: paginationResponse })
  .meta({ id: 'ModerationAppealList' });
export type AppealListResponse = z.infer<typeof appealListResponse>;
