import {
  type AddExportPartRequest,
  PersonalDataReportService,
  type ReportErasedRequest,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { DataExportParts } from '../data-export/data-export-parts';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { ErasureReceipts } from './erasure-receipts';
import { reportingServices } from './erasure.rules';

const service = z.enum(reportingServices);
const report = z.object({ erasureId: z.uuid(), service });
const part = z.object({
  exportId: z.uuid(),
  service,
  sequence: z.int().min(0).max(100_000),
  section: z.string().max(50),
  rows: z.string().max(512 * 1024),
  isLast: z.boolean(),
});
const jsonRows = z.array(z.json());

@RpcController()
export class PersonalDataReportRpc {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly receipts: ErasureReceipts,
    private readonly parts: DataExportParts,
  ) {}

  @RpcMethod(PersonalDataReportService.method.reportErased)
  async reportErased(request: ReportErasedRequest) {
    const { success, data } = report.safeParse(request);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail: 'No erasure, or no service with personal data',
      });
    const counts = Object.fromEntries(
      Object.entries(request.counts).map(([what, count]) => [what, Number(count)]),
    );
    await this.transactions.run((tx) => this.receipts.report(tx, { ...data, counts }));
    return {};
  }

  @RpcMethod(PersonalDataReportService.method.addExportPart)
  async addExportPart(request: AddExportPartRequest) {
    const { success, data } = part.safeParse(request);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'No export, or no piece of one' });
    const rows = jsonRows.parse(JSON.parse(data.rows));
    await this.transactions.run((tx) =>
      this.parts.add(tx, { ...data, rows, size: data.rows.length }),
    );
    return {};
  }
}
