import { Injectable } from '@nestjs/common';
import { PhoneDirectoryService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';

/** A user, in the version that identity had when it was asked. */
export interface VersionedUser {
  readonly userId: string;
  readonly version: bigint;
}

export interface FoundContacts {
  /** The user who looked for contacts. */
  readonly asker: VersionedUser;
  readonly contacts: readonly VersionedUser[];
}

const deadlineMs = 1_000;

/** Asks identity which users are reachable by which numbers. */
@Calls(PhoneDirectoryService.method.findByPhoneNumbers)
@Injectable()
export class PhoneDirectory {
  constructor(private readonly rpc: Rpc) {}

  /** @throws AppError PHONE_NOT_DISCOVERABLE; RPC_UNAVAILABLE with the time after which to try again */
  async find(askerId: string, phoneNumbers: string[]): Promise<FoundContacts> {
    const { askerVersion, found } = await this.rpc
      .client(PhoneDirectoryService)
      .findByPhoneNumbers({ askerId, phoneNumbers }, { deadlineMs });
    return { asker: { userId: askerId, version: askerVersion }, contacts: found };
  }
}
