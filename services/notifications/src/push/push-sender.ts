import { Injectable } from '@nestjs/common';
import { Clock, type Counter, InjectConfig, Lifecycle, Metrics } from '@tribe/service-kit';
import type { NotificationsConfig } from '../config';
import { ExpoPushes, isExpoToken } from './expo-pushes';
import { FcmPushes } from './fcm-pushes';
import type { PushOutcome, PushService } from './push-service';
import type { Push } from './push.rules';

type Outcome = 'sent' | 'refused' | 'failed';

/**
 * Hands pushes to the push service that issued their tokens: those of Expo to `PUSH_URL`, all others to Firebase if it is
 * set up.
 */
@Injectable()
export class PushSender {
  private readonly outcomes: Counter<'outcome'>;
  private readonly expo: PushService | undefined;
  private readonly firebase: PushService | undefined;

  constructor(
    @InjectConfig() config: NotificationsConfig,
    clock: Clock,
    lifecycle: Lifecycle,
    metrics: Metrics,
  ) {
    this.outcomes = metrics.counter({
      name: 'tribe_pushes_total',
      help: 'Pushes handed to a push service, by outcome (sent, refused, failed)',
      labels: ['outcome'],
    });

    const { PUSH_URL: expoUrl, FIREBASE_CREDENTIALS: credentials, FCM_URL: url } = config;
    const count = (outcome: Outcome) => this.count(outcome);
    if (expoUrl !== undefined) this.expo = new ExpoPushes(expoUrl, count);
    if (credentials === undefined) return;

    const stopping = new AbortController();
    lifecycle.onStop('work', () => stopping.abort());
    this.firebase = new FcmPushes({ credentials, url }, clock, stopping.signal, count);
  }

  /** Whether there is a push service. */
  get isEnabled(): boolean {
    return this.expo !== undefined || this.firebase !== undefined;
  }

  /** @throws Error when a push service is unreachable or refuses everything */
  async send(pushes: readonly Push[]): Promise<PushOutcome> {
    const services = Map.groupBy(pushes, ({ to }) => this.serviceOf(to));
    const ended: string[] = [];
    let failed = 0;

    for (const [service, theirs] of services) {
      if (service === undefined) {
        this.count('refused', theirs.length);
        continue;
      }

      const outcome = await service.send(theirs);
      ended.push(...outcome.ended);
      failed += outcome.failed;
    }

    this.count('failed', failed);

    return { ended, failed };
  }

  private serviceOf(token: string): PushService | undefined {
    return isExpoToken(token) ? this.expo : (this.firebase ?? this.expo);
  }

  private count(outcome: Outcome, pushes = 1): void {
    this.outcomes.inc({ outcome }, pushes);
  }
}
