import { Injectable } from '@nestjs/common';
import { Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { PushSender } from './push-sender';
import type { Push } from './push.rules';

/** Sends pushes, and forgets devices that the push service no longer knows. */
@Injectable()
export class PushDevices {
  constructor(
    private readonly sender: PushSender,
    private readonly transactions: Transactions<Tx>,
  ) {}

  /** @throws Error when pushes can be tried again; a repeated push replaces the shown push */
  async send(pushes: readonly Push[]): Promise<void> {
    const { ended, failed } = await this.sender.send(pushes);

    if (ended.length > 0)
      await this.transactions.run((tx) =>
        tx.device.deleteMany({ where: { token: { in: [...ended] } } }),
      );

    if (failed > 0) throw new Error(`${failed} pushes could not be handed over`);
  }
}
