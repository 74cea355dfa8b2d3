import { Injectable } from '@nestjs/common';
import { PhoneDirectoryService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';

/** Somebody as identity knew them when it was asked. */
export interface VersionedUser {
  readonly userId: string;
  readonly version: bigint;
}

export interface Found {
  readonly asker: VersionedUser;
  readonly contacts: readonly VersionedUser[];
}

const deadlineMs = 1_000;

/** Asks identity who is found by which numbers. */
@Injectable()
export class PhoneDirectory {
  constructor(private readonly rpc: Rpc) {}

  /** @throws AppError PHONE_NOT_DISCOVERABLE; RPC_UNAVAILABLE, with when to come back */
  async find(askerId: string, phoneNumbers: string[]): Promise<Found> {
    const { askerVersion, found } = await this.rpc
      .client(PhoneDirectoryService)
      .findByPhoneNumbers({ askerId, phoneNumbers }, { deadlineMs: deadlineMs });
    return { asker: { userId: askerId, version: askerVersion }, contacts: found };
  }
}
