import { backoffMs, type Clock, pause } from '@tribe/service-kit';
import { fcmMessage, type FcmVerdict, verdictOf, waitMsOf } from './fcm.rules';
import type { FirebaseCredentials } from './firebase-credentials';
import { GoogleAccess } from './google-access';
import type { PushOutcome, PushService } from './push-service';
import type { Push } from './push.rules';

const deadlineMs = 5_000;
const maxTries = 3;
const backoff = { firstMs: 500, maxMs: 4_000 };
/** Google takes one push per request. */
const concurrency = 20;

interface Attempt {
  readonly verdict: FcmVerdict;
  /** How long Google asks to wait. */
  readonly waitMs: number;
}

export interface FcmSettings {
  readonly credentials: FirebaseCredentials;
  readonly url: string;
}

/** Firebase Cloud Messaging, which reaches Android, and Apple's devices through APNs. */
export class FcmPushes implements PushService {
  private readonly access: GoogleAccess;
  private readonly endpoint: string;

  constructor(
    { credentials, url }: FcmSettings,
    private readonly clock: Clock,
    private readonly stopping: AbortSignal,
    private readonly count: (outcome: 'sent' | 'refused') => void,
  ) {
    this.access = new GoogleAccess(credentials, clock);
    this.endpoint = `${url}/v1/projects/${credentials.project_id}/messages:send`;
  }

  async send(pushes: readonly Push[]): Promise<PushOutcome> {
    const ended: string[] = [];
    let failed = 0;

    for (let first = 0; first < pushes.length; first += concurrency) {
      const some = pushes.slice(first, first + concurrency);
      const verdicts = await Promise.all(some.map((push) => this.sendOne(push)));

      verdicts.forEach((verdict, index) => {
        if (verdict === 'failed') failed += 1;
        else this.count(verdict === 'sent' ? 'sent' : 'refused');
        if (verdict === 'ended') ended.push(some[index]?.to ?? '');
      });
    }

    return { ended, failed };
  }

  /** Tries again in this process, so that one slow device does not repeat the pushes of the others. */
  private async sendOne(push: Push): Promise<FcmVerdict> {
    for (let tries = 1; ; tries += 1) {
      const { verdict, waitMs } = await this.attempt(push);
      const isFinal = verdict !== 'failed' && verdict !== 'unauthorized';
      if (isFinal) return verdict;
      if (tries === maxTries || waitMs > backoff.maxMs) return 'failed';
      const wait = verdict === 'unauthorized' ? 0 : Math.max(waitMs, backoffMs(tries, backoff));
      await pause(wait, this.stopping);
      if (this.stopping.aborted) return 'failed';
    }
  }

  private async attempt(push: Push): Promise<Attempt> {
    const token = await this.access.token();

    try {
      const answer = await fetch(this.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ message: fcmMessage(push, this.clock.now()) }),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      });

      const body: unknown = await answer.json().catch(() => undefined);
      const verdict = verdictOf(answer.status, body);
      if (verdict === 'unauthorized') await this.access.refuse(token);

      return { verdict, waitMs: waitMsOf(answer.headers.get('retry-after'), this.clock.now()) };
    } catch {
      return { verdict: 'failed', waitMs: 0 };
    }
  }
}
