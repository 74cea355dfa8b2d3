import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { linkTokenField } from '../mail/mail-fields';

export const dataExportResponse = z
  .object({
    id,
    status: z.enum(['gathering', 'ready']).meta({ id: 'DataExportStatus' }),
    requested_at: z.iso.datetime(),
    expires_at: z.iso.datetime().describe('Until then, the link in the mail works'),
  })
  .meta({ id: 'DataExport' });
export type DataExportResponse = z.infer<typeof dataExportResponse>;

export const fetchArchiveBody = z
  .strictObject({ token: linkTokenField })
  .meta({ id: 'FetchDataArchiveRequest' });
export type FetchArchiveBody = z.infer<typeof fetchArchiveBody>;

export const archiveResponse = z
  .object({
    schema_version: z
      .int()
      .min(1)
      .describe('Increases when the format of a section changes')
      .meta({ example: 1 }),
    exported_at: z.iso.datetime(),
    user_id: id,
    services: z
      .record(z.string(), z.record(z.string(), z.array(z.unknown())))
      .describe('By service and section')
      .meta({ example: { goals: { contributions: [{ amount: 150.0 }] } } }),
  })
  .meta({ id: 'DataArchive' });
