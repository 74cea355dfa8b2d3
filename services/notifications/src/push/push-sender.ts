import { Injectable } from '@nestjs/common';
import { type Counter, InjectConfig, Metrics } from '@tribe/service-kit';
import { z } from 'zod';
import type { NotificationsConfig } from '../config';
import type { Push } from './push.rules';

const deadlineMs = 10_000;
const pushesPerRequest = 100;

const receipt = z.object({
  status: z.enum(['ok', 'error']),
  details: z.object({ error: z.string() }).partial().optional(),
});
const response = z.object({ data: z.array(receipt) });

/** Hands pushes to the push service at `PUSH_URL`. */
@Injectable()
export class PushSender {
  private readonly sent: Counter<'outcome'>;

  constructor(
    @InjectConfig() private readonly config: NotificationsConfig,
    metrics: Metrics,
  ) {
    this.sent = metrics.counter({
      name: 'tribe_pushes_total',
      help: 'Pushes handed to the push service, by outcome (sent, refused)',
      labels: ['outcome'],
    });
  }

  /** Whether there is a push service. */
  get isEnabled(): boolean {
    return this.config.PUSH_URL !== undefined;
  }

  /**
   * Returns the tokens that no longer belong to a device.
   *
   * @throws Error when the push service is unreachable or refuses the request
   */
  async send(pushes: readonly Push[]): Promise<string[]> {
    const ended: string[] = [];

    for (let first = 0; first < pushes.length; first += pushesPerRequest)
      ended.push(...(await this.sendSome(pushes.slice(first, first + pushesPerRequest))));

    return ended;
  }

  private async sendSome(pushes: readonly Push[]): Promise<string[]> {
    const answer = await fetch(this.config.PUSH_URL ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(pushes),
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    });

    if (!answer.ok) throw new Error(`The push service responded with ${answer.status}`);
    const { data } = response.parse(await answer.json());
    for (const { status } of data) this.sent.inc({ outcome: status === 'ok' ? 'sent' : 'refused' });

    return data.flatMap(({ details }, index) =>
      details?.error === 'DeviceNotRegistered' ? [pushes[index]?.to ?? ''] : [],
    );
  }
}
