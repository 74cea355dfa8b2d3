import { PersonalDataReportService, type ReportErasedRequest } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { Tx } from '../prisma.service';
import { ErasureReceipts } from './erasure-receipts';
import { servicesWithPersonalData } from './erasure.rules';

const report = z.object({ erasureId: z.uuid(), service: z.enum(servicesWithPersonalData) });

@RpcController()
export class PersonalDataReportRpc {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly receipts: ErasureReceipts,
  ) {}

  @RpcMethod(PersonalDataReportService.method.reportErased)
  async reportErased(request: ReportErasedRequest) {
    const { success, data } = report.safeParse(request);
    if (!success) throw new AppError('VALIDATION_FAILED', { detail: 'No erasure, or no service with personal data' });
    const counts = Object.fromEntries(Object.entries(request.counts).map(([what, count]) => [what, Number(count)]));
    await this.transactions.run((tx) => this.receipts.report(tx, { ...data, counts }));
    return {};
  }
}
