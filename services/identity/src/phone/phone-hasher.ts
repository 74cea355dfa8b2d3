import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConfig } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';

const keyBytes = 32;

/**
 * Hashes phone numbers with a key that is not in the database. There are few enough phone numbers to try them all, so a hash
 * without a key would hide nothing.
 */
@Injectable()
export class PhoneHasher {
  private readonly key: Buffer;

  constructor(
    @InjectConfig() { PHONE_HASH_SECRET: secret }: Pick<IdentityConfig, 'PHONE_HASH_SECRET'>,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'tribe phone numbers', keyBytes));
  }

  /** @param phoneNumber in E.164 */
  hash(phoneNumber: string): string {
    return createHmac('sha256', this.key).update(phoneNumber).digest('hex');
  }
}
