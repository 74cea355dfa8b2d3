import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  Clock,
  Database,
  InjectConfig,
  LinkTokens,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { insertRefusal, isRefused } from './invitation-refusal.queries';

/** The purpose of the tokens with which the owner of an address refuses invitations. */
const refusalPurpose = 'refuse-invitations';

const uuidPattern = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** Addresses whose owners want no more invitations by e-mail. No address is stored. */
@Injectable()
export class InvitationRefusals {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /** Returns the token of the link in every invitation to an address. It never expires. */
  tokenFor(email: string): string {
    return this.links.tokenOf(refusalPurpose, this.addressIdOf(email));
  }

  /** @throws AppError LINK_INVALID */
  async refuse(token: string): Promise<void> {
    const addressId = this.links.idIn(refusalPurpose, token);
    if (!addressId) throw new AppError(errors.LINK_INVALID);

    await this.transactions.run((tx) => insertRefusal(tx.sql, addressId, this.clock.now()));
  }

  hasRefused(email: string): Promise<boolean> {
    return isRefused(this.database, this.addressIdOf(email));
  }

  /** Derived from the address, so that links work after the invitation and its log are gone. */
  private addressIdOf(email: string): string {
    const hash = createHmac('sha256', this.config.LINK_SECRET).update('invited address\0');
    return hash.update(email).digest('hex').slice(0, 32).replace(uuidPattern, '$1-$2-$3-$4-$5');
  }
}
