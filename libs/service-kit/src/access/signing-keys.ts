import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';

/** How long a fetched key set is believed before it is fetched again, in milliseconds. */
const freshMs = 10 * 60_000;
/** The least time between two fetches, whatever key ids are asked for, in milliseconds. */
const cooldownMs = 1_000;
const fetchDeadlineMs = 2_000;
const retryAfterSeconds = 2;

/** Keys of other kinds may stand in the set and are left out. */
const keySet = z.object({ keys: z.array(z.looseObject({ alg: z.string().optional() })).max(100) });
const signingKey = z.looseObject({
  kid: z.string().min(1),
  alg: z.literal('ES256'),
  kty: z.literal('EC'),
});

/**
 * The public keys of the token issuer, by key id.
 *
 * Unknown key ids cause at most one fetch per second and never drop known keys: otherwise a stranger with made-up key
 * ids could sign everybody out. Known keys stay usable while the issuer is away. A key that leaves the set is refused
 * after the next fetch.
 */
export class SigningKeys {
  private keys: ReadonlyMap<string, string> = new Map();
  private fetchedAt = -Infinity;
  private attemptedAt = -Infinity;
  private lastFailure: unknown;
  private fetching: Promise<void> | undefined;

  /** @param onChange called after a fetch that dropped or replaced a key */
  constructor(
    private readonly jwksUrl: string,
    private readonly onChange: () => void,
  ) {}

  /**
   * The key as PEM.
   *
   * @throws AppError TOKEN_INVALID for a key id the issuer does not publish; SERVICE_UNAVAILABLE when that cannot be
   * found out because the issuer does not answer
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

  /** Never rejects: the outcome is in `keys` and `lastFailure`. */
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
      const fetched = await fetchKeys(this.jwksUrl);
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
async function fetchKeys(url: string): Promise<ReadonlyMap<string, string>> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(fetchDeadlineMs),
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
