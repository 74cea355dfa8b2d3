import { z } from 'zod';
import type { DataExport } from '../generated/prisma/client';

export const dataExportResponse = z.object({
  id: z.uuid(),
  status: z.enum(['gathering', 'ready']),
  requested_at: z.iso.datetime(),
  /** Until then the link in the mail works. */
  expires_at: z.iso.datetime(),
});
export type DataExportResponse = z.infer<typeof dataExportResponse>;

export const fetchArchiveBody = z.strictObject({ token: z.string().min(1).max(128) });
export type FetchArchiveBody = z.infer<typeof fetchArchiveBody>;

export const archiveResponse = z.object({
  /** Raised when a section changes its shape. */
  schema_version: z.literal(1),
  exported_at: z.iso.datetime(),
  user_id: z.uuid(),
  /** By service and section. */
  services: z.record(z.string(), z.record(z.string(), z.array(z.unknown()))),
});
export type ArchiveResponse = z.infer<typeof archiveResponse>;

/** What a person is told of an export; the archive itself is fetched with the token of the mail. */
export type DataExportState = Pick<DataExport, 'id' | 'requestedAt' | 'readyAt' | 'expiresAt'>;

export function dataExportView({
  id,
  requestedAt,
  readyAt,
  expiresAt,
}: DataExportState): DataExportResponse {
  return {
    id,
    status: readyAt ? 'ready' : 'gathering',
    requested_at: requestedAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}
