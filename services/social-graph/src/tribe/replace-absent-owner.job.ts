import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Database, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { TribeLifecycle } from './tribe-lifecycle';
import { isAwaySince, listOwnedTribes, lockTribe, type OwnedTribe } from './tribe.queries';

export const replaceAbsentOwner = 'replace-absent-owner-v1';

/** A user whose account was closed or banned. */
export interface Absence {
  readonly userId: string;
  /** The version of the user that the account was closed with. */
  readonly version: string;
}

/** Gives the tribes, groups and teams of a user whose account has been closed for a while to their successors. */
@Injectable()
export class ReplaceAbsentOwnerJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly lifecycle: TribeLifecycle,
  ) {}

  @DueJob(replaceAbsentOwner)
  async run({ payload: { userId, version }, signal }: DueJobOf<Absence>): Promise<void> {
    if (!(await isAwaySince(this.database, userId, version))) return;

    for (const owned of await listOwnedTribes(this.database, userId)) {
      signal.throwIfAborted();
      await this.transactions.run((tx) => this.replace(tx, owned, userId));
    }
  }

  private async replace(tx: Tx, { id, kind }: OwnedTribe, ownerId: string): Promise<void> {
    const tribe = await lockTribe(tx, kind, id);
    if (tribe?.ownerId === ownerId) await this.lifecycle.replaceOwner(tx, tribe);
  }
}
