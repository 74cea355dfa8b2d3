import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
} from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConfig } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { plainCode } from './typed-code.rules';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** Without letters and digits that look alike. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeLength = 12;

/** Seals the secrets of second factors, so that the database alone is not enough to use them. */
@Injectable()
export class FactorVault {
  private readonly sealing: Buffer;
  private readonly hashing: Buffer;

  constructor(@InjectConfig() config: IdentityConfig) {
    const keyFor = (use: string) =>
      Buffer.from(
        hkdfSync('sha256', config.SECOND_FACTOR_SECRET, '', `tribe second factor ${use}`, keyBytes),
      );
    this.sealing = keyFor('secrets');
    this.hashing = keyFor('recovery codes');
  }

  /** Seals a secret for one user: it cannot be opened for another. */
  seal(userId: string, secret: string): Buffer<ArrayBuffer> {
    const iv = randomBytes(ivBytes);
    const sealer = createCipheriv(cipher, this.sealing, iv).setAAD(Buffer.from(userId));
    const sealed = Buffer.concat([sealer.update(secret, 'utf8'), sealer.final()]);

    return Buffer.concat([iv, sealer.getAuthTag(), sealed]);
  }

  /** @throws Error when it was sealed for another user, or with another key */
  open(userId: string, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);

    const opener = createDecipheriv(cipher, this.sealing, bytes.subarray(0, ivBytes)).setAAD(
      Buffer.from(userId),
    );

    opener.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));

    return Buffer.concat([
      opener.update(bytes.subarray(ivBytes + tagBytes)),
      opener.final(),
    ]).toString('utf8');
  }

  /** Recovery codes of about 59 bits each, written in groups of four characters. */
  newRecoveryCodes(count: number): string[] {
    return Array.from({ length: count }, () => {
      const characters = Array.from(
        { length: codeLength },
        () => letters[randomInt(letters.length)],
      );
      return characters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
    });
  }

  /** The same hash for a code in lower and upper case, however it is typed. */
  hashOfRecoveryCode(userId: string, code: string): string {
    const plain = plainCode(code).toUpperCase();
    return createHmac('sha256', this.hashing).update(`${userId} ${plain}`).digest('hex');
  }
}
