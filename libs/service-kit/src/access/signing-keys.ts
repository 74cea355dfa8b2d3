import { type JwksClient, type SigningKey } from 'jwks-rsa';
import jwksRsa from 'jwks-rsa';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';

/** Age after which the key set is fetched again, in milliseconds. */
const freshMs = 10 * 60_000;
/** Minimum time between two fetches, in milliseconds. */
const cooldownMs = 1_000;
const fetchDeadlineMs = 2_000;
const retryAfterSeconds = 2;

/**
 * The public keys of the token issuer, by key id. jwks-rsa reads the key set, but this class caches it: the cache of
 * jwks-rsa drops known keys when unknown ids exhaust its rate limit, so requests with invented key ids could sign out
 * all users.
 *
 * Known keys stay valid while the issuer is down. A key that leaves the set is refused after the next fetch.
 */
export class SigningKeys {
  private readonly client: JwksClient;
  private keys: ReadonlyMap<string, string> = new Map();
  private fetchedAt = -Infinity;
  private attemptedAt = -Infinity;
  private lastFailure: unknown;
  private fetching: Promise<void> | undefined;

  /** @param onChange called after a fetch that removed or replaced a key */
  constructor(
    jwksUrl: string,
    private readonly onChange: () => void,
  ) {
    this.client = jwksRsa({
      jwksUri: jwksUrl,
      cache: false,
      rateLimit: false,
      fetcher: fetchKeySet,
    });
  }

  /**
   * Returns a key as PEM.
   *
   * @throws AppError TOKEN_INVALID for a key id that the issuer does not publish; SERVICE_UNAVAILABLE for an unknown
   *   key id while the issuer does not answer
   */
  async get(kid: string): Promise<string> {
    const known = this.keys.get(kid);
    if (known !== undefined) {
      if (performance.now() - this.fetchedAt > freshMs) void this.refresh();
      return known;
    }
    await this.refresh();
    const fetched = this.keys.get(kid);
    if (fetched !== undefined) return fetched;
    if (this.lastFailure === undefined) throw new AppError(commonErrors.TOKEN_INVALID);
    throw new AppError(commonErrors.SERVICE_UNAVAILABLE, {
      retryAfterSeconds: retryAfterSeconds,
      cause: this.lastFailure,
    });
  }

  /** Never rejects; sets `keys` or `lastFailure`. */
  private refresh(): Promise<void> {
    if (this.fetching !== undefined) return this.fetching;
    if (performance.now() - this.attemptedAt < cooldownMs) return Promise.resolve();
    this.attemptedAt = performance.now();
    this.fetching = this.fetch().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      const fetched = toMap(await this.client.getSigningKeys());
      const changed = [...this.keys].some(([kid, key]) => fetched.get(kid) !== key);
      this.keys = fetched;
      this.fetchedAt = performance.now();
      this.lastFailure = undefined;
      if (changed) this.onChange();
    } catch (error) {
      this.lastFailure = error;
    }
  }
}

function toMap(keys: readonly SigningKey[]): ReadonlyMap<string, string> {
  return new Map(
    keys.filter((key) => key.alg === 'ES256').map((key) => [key.kid, key.getPublicKey()]),
  );
}

/** The client of jwks-rsa has no deadline for the whole response. */
async function fetchKeySet(url: string): Promise<{ keys: unknown }> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(fetchDeadlineMs),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`The key set answered ${response.status}`);
  return (await response.json()) as { keys: unknown };
}
