import { PersonalDataReportService, type ReportErasedRequest } from '@tribe/contracts';
import { type CallContext, RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { reportingServices } from '../reporting-services';
import { ErasureReceipts } from './erasure-receipts';

const reportErasedRequest = z.object({
  erasureId: id,
  service: z.enum(reportingServices),
});

/** Takes the reports of other services about what they erased. */
@RpcController()
export class ErasureReportRpc {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly receipts: ErasureReceipts,
  ) {}

  @RpcMethod(PersonalDataReportService.method.reportErased)
  async reportErased(request: ReportErasedRequest, { caller }: CallContext) {
    const { success, data } = reportErasedRequest.safeParse(request);

    if (!success || data.service !== caller)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail:
          'erasure_id must be a UUID, and service the calling service, which must hold personal data',
      });

    const counts = Object.fromEntries(
      Object.entries(request.counts).map(([name, count]) => [name, Number(count)]),
    );

    await this.transactions.run((tx) => this.receipts.report(tx, { ...data, counts }));

    return {};
  }
}
