import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse, paragraphField } from '@tribe/service-kit';
import { z } from 'zod';
import { ModerationActionKind, ModerationCaseStatus } from '../generated/prisma/enums';
import { maxDetails, reportReason, reportTargetType } from '../report/report.dto';

export const moderationActionKind = z
  .enum(ModerationActionKind)
  .meta({ id: 'ModerationActionKind', example: 'delete_content' });

const caseStatus = z
  .enum(ModerationCaseStatus)
  .meta({ id: 'ModerationCaseStatus', example: 'open' });

export const caseParams = z.object({ caseId: id });
export type CaseParams = z.infer<typeof caseParams>;

export const listCasesQuery = pageQuery.extend({
  status: z.enum(ModerationCaseStatus).meta({ id: 'ModerationCaseStatusFilter' }).default('open'),
  sort: z
    .enum(['priority', 'oldest'])
    .meta({ id: 'ModerationCaseOrder' })
    .default('priority')
    .describe('`priority`: the most severe first, then those with most reports, then the oldest'),
  target_type: reportTargetType.optional(),
  assignee_id: id.optional(),
  subject_id: id.optional().describe('The user that the cases are about'),
});
export type ListCasesQuery = z.infer<typeof listCasesQuery>;

export const assignCaseBody = z
  .strictObject({
    moderator_id: id.optional().describe('You, by default'),
  })
  .meta({ id: 'AssignModerationCaseRequest', example: {} });
export type AssignCaseBody = z.infer<typeof assignCaseBody>;

export const decideCaseBody = z
  .strictObject({
    action: moderationActionKind,
    until: z.iso
      .datetime({ offset: true })
      .nullish()
      .describe(
        'The end of a mute, which needs one, or of a ban, which has no end without it; at most a year from now. Not for other decisions',
      )
      .meta({ example: null }),
    note: paragraphField(maxDetails)
      .optional()
      .describe('The reason, for moderators')
      .meta({ example: 'The third advertisement in a week' }),
  })
  .meta({ id: 'DecideModerationCaseRequest' });
export type DecideCaseBody = z.infer<typeof decideCaseBody>;

const card = userCardResponse.nullable();
const moment = z.iso.datetime();

export const caseResponse = z
  .object({
    id,
    target_type: reportTargetType,
    target_id: id,
    subject_id: id.nullable().describe('The user who is responsible for the target'),
    subject: card,
    status: caseStatus,
    severity: z.enum(['low', 'medium', 'high']).meta({ id: 'Severity', example: 'low' }),
    report_count: z.int().meta({ example: 3 }),
    assignee_id: id.nullable(),
    opened_at: moment,
    last_reported_at: moment,
    resolved_at: moment.nullable().meta({ example: null }),
  })
  .meta({ id: 'ModerationCaseSummary' });
export type CaseResponse = z.infer<typeof caseResponse>;

export const caseListResponse = z
  .object({ cases: z.array(caseResponse), pagination: paginationResponse })
  .meta({ id: 'ModerationCaseList' });
export type CaseListResponse = z.infer<typeof caseListResponse>;

const caseReportMedia = z
  .object({
    media_id: id,
    content_type: z.string().nullable().meta({ example: 'image/jpeg' }),
    url: z
      .string()
      .nullable()
      .describe(
        'Of the file, or of the largest size of the picture; valid for minutes. null when its owner has deleted it, and while media does not answer',
      )
      .meta({ example: 'https://media.tribe.app/messages/1/large.jpg?X-Amz-Signature=…' }),
    thumbnail_url: z
      .string()
      .nullable()
      .describe('Of the smallest size of the picture')
      .meta({ example: 'https://media.tribe.app/messages/1/thumb.jpg?X-Amz-Signature=…' }),
  })
  .meta({ id: 'ModerationCaseReportMedia' });

const caseReport = z
  .object({
    id,
    reporter: card,
    reason: reportReason,
    details: z.string().nullable().meta({ example: null }),
    excerpt: z
      .string()
      .nullable()
      .describe('The text of the target at the time of the report')
      .meta({ example: 'Buy followers at example.com' }),
    media: z
      .array(caseReportMedia)
      .max(10)
      .describe('The pictures and files of the target at the time of the report'),
    created_at: moment,
  })
  .meta({ id: 'ModerationCaseReport' });
export type CaseReportResponse = z.infer<typeof caseReport>;

export const actionResponse = z
  .object({
    id,
    case_id: id,
    action: moderationActionKind,
    until: moment.nullable().meta({ example: null }),
    note: z.string().nullable().meta({ example: null }),
    moderator: card,
    created_at: moment,
    lifted_at: moment.nullable().meta({ example: null }),
  })
  .meta({ id: 'ModerationAction' });
export type ActionResponse = z.infer<typeof actionResponse>;

export const caseDetailsResponse = caseResponse
  .extend({
    reports: z.array(caseReport).describe('The newest 50'),
    actions: z.array(actionResponse),
    available_actions: z.array(moderationActionKind),
  })
  .meta({ id: 'ModerationCase' });
export type CaseDetailsResponse = z.infer<typeof caseDetailsResponse>;

const contextLine = z
  .object({
    id,
    author: card,
    text: z.string().nullable().meta({ example: 'Buy followers at example.com' }),
    created_at: moment,
  })
  .meta({ id: 'ModerationContextLine' });
export type ContextLineResponse = z.infer<typeof contextLine>;

export const contextResponse = z
  .object({ lines: z.array(contextLine) })
  .meta({ id: 'ModerationContext' });
export type ContextResponse = z.infer<typeof contextResponse>;

export const listAuditQuery = pageQuery;
export type ListAuditQuery = z.infer<typeof listAuditQuery>;

const auditEntry = z
  .object({
    id,
    event: z
      .enum(['assigned', 'context_read', 'action_taken', 'appealed', 'appeal_decided'])
      .meta({ id: 'ModerationAuditEvent', example: 'assigned' }),
    actor_id: id.nullable(),
    other_id: id.nullable().describe('The assignee'),
    details: z.record(z.string(), z.string()).meta({ example: { action: 'warn' } }),
    created_at: moment,
  })
  .meta({ id: 'ModerationAuditEntry' });
export type AuditEntryResponse = z.infer<typeof auditEntry>;

export const auditResponse = z
  .object({ entries: z.array(auditEntry), pagination: paginationResponse })
  .meta({ id: 'ModerationAuditList' });
export type AuditResponse = z.infer<typeof auditResponse>;
