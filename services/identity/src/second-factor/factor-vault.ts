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

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** Without the letters and digits that are taken for one another. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeLength = 12;

/** Keeps what second factors are made of: the database alone opens nothing. */
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

  /** Sealed for one person: in another's row it does not open. */
  seal(userId: string, secret: string): Buffer<ArrayBuffer> {
    const iv = randomBytes(ivBytes);
    const sealer = createCipheriv(cipher, this.sealing, iv).setAAD(Buffer.from(userId));
    const sealed = Buffer.concat([sealer.update(secret, 'utf8'), sealer.final()]);
    return Buffer.concat([iv, sealer.getAuthTag(), sealed]);
  }

  /** @throws Error when it was sealed for somebody else, or under another secret */
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

  /** Codes for paper, about 59 bits each, written in groups of four. */
  newRecoveryCodes(count: number): string[] {
    return Array.from({ length: count }, () => {
      const code = Array.from(
        { length: codeLength },
        () => letters[randomInt(letters.length)],
      ).join('');
      return code.replaceAll(/(.{4})(?=.)/g, '$1-');
    });
  }

  /** However it is typed: with the hyphens or without, in small letters or capitals. */
  hashOfRecoveryCode(userId: string, code: string): string {
    const plain = code.replaceAll(/[\s-]/g, '').toUpperCase();
    return createHmac('sha256', this.hashing).update(`${userId} ${plain}`).digest('hex');
  }
}
