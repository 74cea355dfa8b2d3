import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';

/** Age after which the key set is fetched again, in milliseconds. */
const freshMs = 10 * 60_000;
/** Minimum time between two fetches, in milliseconds. */
const cooldownMs = 1_000;
const fetchDeadlineMs = 2_000;
const retryAfterSeconds = 2;

/** The set may contain keys of other kinds; they are ignored. */
const keySet = z.object({ keys: z.array(z.looseObject({ alg: z.string().optional() })).max(100) });
const signingKey = z.looseObject({
  kid: z.string().min(1),
  alg: z.literal('ES256'),
  kty: z.literal('EC'),
});

/**
 * The public keys of the token issuer, by key id.
 *
 * Unknown key ids cause at most one fetch per second and never remove known keys; otherwise requests with invented key
 * ids could sign out all users. Known keys stay valid while the issuer is down. A key that leaves the set is refused
 * after the next fetch.
 */
export class SigningKeys {
  private keys: ReadonlyMap<string, string> = new Map();
  private fetchedAt = -Infinity;
  private attemptedAt = -Infinity;
  private lastFailure: unknown;
  private fetching: Promise<void> | undefined;

  /** @param onChange called after a fetch that removed or replaced a key */
  constructor(
    private readonly jwksUrl: string,
    private readonly onChange: () => void,
    private readonly deadlineFactor = 1,
  ) {}

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
      const fetched = await fetchKeys(this.jwksUrl, fetchDeadlineMs * this.deadlineFactor);
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

/** @returns keys as PEM, by key id */
async function fetchKeys(url: string, deadlineMs: number): Promise<ReadonlyMap<string, string>> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(deadlineMs),
    redirect: 'error',
  });

  if (!response.ok) throw new Error(`The key set answered ${response.status}`);
  const { keys } = keySet.parse(await response.json());

  return new Map(keys.filter(({ alg }) => alg === 'ES256').map(pemOf));
}

function pemOf(key: object): [kid: string, pem: string] {
  const { kid, ...jwk } = signingKey.parse(key);
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  return [kid, publicKey.export({ format: 'pem', type: 'spki' }).toString()];
}
