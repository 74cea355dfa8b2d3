import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;
const secretBytes = 32;

/** Values derived from an Idempotency-Key of a caller; only `hash` and `macOf(…)` are stored. */
export class KeySecrets {
  /** Primary key of the row and source of the lock number. */
  readonly hash: Buffer;
  private readonly encryption: Buffer;
  private readonly mac: Buffer;

  /**
   * @param scope caller, method and path; the same key with another scope is a different key
   * @param pepper a secret of the service, so that weak keys cannot be guessed from a stolen table
   */
  constructor(scope: string, key: string, pepper: string) {
    this.hash = createHash('sha256').update(scope).update('\0').update(key).digest();

    const secrets = Buffer.from(
      hkdfSync('sha256', key, pepper, `tribe idempotency ${scope}`, 2 * secretBytes),
    );

    this.encryption = secrets.subarray(0, secretBytes);
    this.mac = secrets.subarray(secretBytes);
  }

  /** Number of the advisory lock. */
  get lockNumber(): bigint {
    return this.hash.readBigInt64BE(0);
  }

  /**
   * Returns a fingerprint of a request. Keyed, because a body may contain a password that could be guessed from a plain
   * hash.
   */
  macOf(request: string): Buffer {
    return createHmac('sha256', this.mac).update(request).digest();
  }

  seal(text: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.encryption, iv).setAAD(this.hash);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);

    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error when the bytes were not sealed with this key */
  open(sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    const iv = bytes.subarray(0, ivBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.encryption, iv).setAAD(this.hash);
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));

    return Buffer.concat([
      decipher.update(bytes.subarray(ivBytes + tagBytes)),
      decipher.final(),
    ]).toString('utf8');
  }
}

/** A request with an Idempotency-Key. */
export interface KeyedRequest {
  readonly secrets: KeySecrets;
  /** The fingerprint of the request, {@link KeySecrets.macOf}. */
  readonly mac: Buffer;
}

/** Compares in constant time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
