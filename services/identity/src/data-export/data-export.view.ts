import type { DataExport } from '../generated/prisma/client';
import type { DataExportResponse } from './data-export.dto';

type DataExportFields = Pick<DataExport, 'id' | 'requestedAt' | 'readyAt' | 'expiresAt'>;

export function dataExportView(dataExport: DataExportFields): DataExportResponse {
  return {
    id: dataExport.id,
    status: dataExport.readyAt ? 'ready' : 'gathering',
    requested_at: dataExport.requestedAt.toISOString(),
    expires_at: dataExport.expiresAt.toISOString(),
  };
}
