import { z } from 'zod';
import { linkTokenField } from '../mail/mail-fields';

export const dataExportResponse = z.object({
  id: z.uuid(),
  status: z.enum(['gathering', 'ready']),
  requested_at: z.iso.datetime(),
  /** Until then, the link in the mail works. */
  expires_at: z.iso.datetime(),
});
export type DataExportResponse = z.infer<typeof dataExportResponse>;

export const fetchArchiveBody = z.strictObject({ token: linkTokenField });
export type FetchArchiveBody = z.infer<typeof fetchArchiveBody>;

export const archiveResponse = z.object({
  /** Raised when a section changes its shape. */
  schema_version: z.literal(1),
  exported_at: z.iso.datetime(),
  user_id: z.uuid(),
  /** By service and section. */
  services: z.record(z.string(), z.record(z.string(), z.array(z.unknown()))),
});
