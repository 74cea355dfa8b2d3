import { Injectable } from '@nestjs/common';
import { EmailDirectoryService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

const deadlineMs = 1_000;

/** Asks identity about addresses, which social-graph does not know. */
@Calls(EmailDirectoryService.method.hasVerifiedEmail, EmailDirectoryService.method.findByEmail)
@Injectable()
export class EmailOwners {
  constructor(private readonly rpc: Rpc) {}

  /** @throws AppError EMAIL_NOT_VERIFIED; RPC_UNAVAILABLE while identity does not answer */
  async requireVerified(userId: string): Promise<void> {
    const { verified } = await this.client().hasVerifiedEmail({ userId }, { deadlineMs });
    if (!verified) throw new AppError(errors.EMAIL_NOT_VERIFIED);
  }

  /**
   * Returns the user who has verified the address; undefined for an address that no user has verified.
   *
   * @throws AppError RPC_UNAVAILABLE while identity does not answer
   */
  async ownerOf(email: string): Promise<string | undefined> {
    return (await this.client().findByEmail({ email }, { deadlineMs })).userId;
  }

  private client() {
    return this.rpc.client(EmailDirectoryService);
  }
}
