import type { Push } from './push.rules';

/** The result of handing over some pushes. */
export interface PushOutcome {
  /** Tokens that no longer belong to a device. */
  readonly ended: readonly string[];
  /** The number of pushes that can be tried again. */
  readonly failed: number;
}

/** A vendor that delivers pushes to devices. */
export interface PushService {
  /** @throws Error when the vendor is unreachable or refuses everything */
  send(pushes: readonly Push[]): Promise<PushOutcome>;
}
