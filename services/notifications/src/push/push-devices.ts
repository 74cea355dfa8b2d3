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

  async send(pushes: readonly Push[]): Promise<void> {
    const ended = await this.sender.send(pushes);
    if (ended.length === 0) return;

    await this.transactions.run((tx) => tx.device.deleteMany({ where: { token: { in: ended } } }));
  }
}
