import { id, pageQuery, paginationResponse, paragraphField } from '@tribe/service-kit';
import { z } from 'zod';
import { ReportReason } from '../generated/prisma/enums';
import { reportTargetTypeNames } from './report-target-types';

export const reportTargetType = z
  .enum(reportTargetTypeNames)
  .meta({ id: 'ReportTargetType', example: 'message' });

export const reportReason = z.enum(ReportReason).meta({ id: 'ReportReason', example: 'spam' });

export const maxDetails = 1_000;

const reportFields = { target_type: reportTargetType, target_id: id, reason: reportReason };

export const createReportBody = z
  .strictObject({
    ...reportFields,
    details: paragraphField(maxDetails)
      .optional()
      .describe('More for the moderators')
      .meta({ example: 'Sends the same advertisement to every member' }),
  })
  .meta({ id: 'CreateReportRequest' });
export type CreateReportBody = z.infer<typeof createReportBody>;

export const listReportsQuery = pageQuery;
export type ListReportsQuery = z.infer<typeof listReportsQuery>;

export const reportResponse = z
  .object({
    id,
    ...reportFields,
    details: z.string().nullable().meta({ example: null }),
    status: z
      .enum(['received', 'reviewed'])
      .meta({ id: 'ReportStatus', example: 'received' })
      .describe('The decision itself is not revealed'),
    created_at: z.iso.datetime(),
    reviewed_at: z.iso.datetime().nullable().meta({ example: null }),
  })
  .meta({ id: 'Report' });
export type ReportResponse = z.infer<typeof reportResponse>;

export const reportListResponse = z
  .object({ reports: z.array(reportResponse), pagination: paginationResponse })
  .meta({ id: 'ReportList' });
export type ReportListResponse = z.infer<typeof reportListResponse>;
