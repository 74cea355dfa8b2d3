import { type AddExportPartRequest, PersonalDataReportService } from '@tribe/contracts';
import { type CallContext, RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { reportingServices } from '../reporting-services';
import { DataExportParts } from './data-export-parts';

const addExportPartRequest = z.object({
  exportId: id,
  service: z.enum(reportingServices),
  sequence: z.int().min(0).max(100_000),
  section: z.string().max(50),
  rows: z.string().max(512 * 1024),
  isLast: z.boolean(),
});
const jsonRows = z.array(z.json());

/** Takes the parts of an export from other services. */
@RpcController()
export class ExportPartRpc {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly parts: DataExportParts,
  ) {}

  @RpcMethod(PersonalDataReportService.method.addExportPart)
  async addExportPart(request: AddExportPartRequest, { caller }: CallContext) {
    const { success, data } = addExportPartRequest.safeParse(request);

    if (!success || data.service !== caller)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail: 'This is not a part of an export of the caller',
      });

    const rows = jsonRows.parse(JSON.parse(data.rows));
    const part = { ...data, rows, size: data.rows.length };
    await this.transactions.run((tx) => this.parts.add(tx, part));

    return {};
  }
}
