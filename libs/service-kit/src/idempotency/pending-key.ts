import type { KeySecrets } from './sealed-response';

/** A key as JSON, as `storeKeys` reads it. Bytes are in hexadecimal. */
export interface KeyRow {
  readonly key_hash: string;
  readonly request_mac: string;
  readonly status: number;
  readonly response: string;
  readonly expires_at: Date;
  readonly entity_id: string;
}

/** The Idempotency-Key of a request whose handler stores it together with its write. */
export class PendingKey {
  private stored: string | undefined;

  constructor(
    private readonly secrets: KeySecrets,
    private readonly mac: Buffer,
    private readonly status: number,
    private readonly expiresAt: Date,
  ) {}

  /** The body of the response that was stored, or undefined when the handler stored none. */
  get storedBody(): string | undefined {
    return this.stored;
  }

  get hash(): string {
    return this.secrets.hash.toString('base64url');
  }

  rowFor(entityId: string, view: object): KeyRow {
    this.stored = JSON.stringify(view);
    return {
      key_hash: this.secrets.hash.toString('hex'),
      request_mac: this.mac.toString('hex'),
      status: this.status,
      response: this.secrets.seal(this.stored).toString('hex'),
      expires_at: this.expiresAt,
      entity_id: entityId,
    };
  }
}
