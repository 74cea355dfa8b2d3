import { newKey } from '../support/new-key';
import { readStored, type TextStorage } from '../support/storage';

const storageKey = 'tribe.session';

/** The tokens that the server returns. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Lifetime of the access token, in seconds. */
  readonly expires_in: number;
}

/** A session, as it is stored. */
export interface StoredSession {
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** By the clock of this device, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /**
   * The `Idempotency-Key` of the refresh. It is stored before the refresh, so that a refresh whose response was lost is
   * repeated with the same token and key, even by another run of the app, and returns the same new tokens.
   */
  readonly refreshKey: string;
}

export function sessionOf(userId: string, tokens: Tokens): StoredSession {
  return {
    userId,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresAt: Date.now() + tokens.expires_in * 1_000,
    refreshKey: newKey(),
  };
}

/** The session in the storage of the app. */
export class SessionStore {
  constructor(private readonly storage: TextStorage) {}

  read(): Promise<StoredSession | undefined> {
    return readStored<StoredSession>(this.storage, storageKey);
  }

  async write(session: StoredSession): Promise<void> {
    await this.storage.setItem(storageKey, JSON.stringify(session));
  }

  async clear(): Promise<void> {
    await this.storage.removeItem(storageKey);
  }
}
