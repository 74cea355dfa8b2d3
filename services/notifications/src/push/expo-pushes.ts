import { z } from 'zod';
import type { PushOutcome, PushService } from './push-service';
import type { Push } from './push.rules';

const deadlineMs = 10_000;
const pushesPerRequest = 100;

const receipt = z.object({
  status: z.enum(['ok', 'error']),
  details: z.object({ error: z.string() }).partial().optional(),
});
const response = z.object({ data: z.array(receipt) });

const tokenPattern = /^Expo(nent)?PushToken\[.+\]$/;

/** Whether a token was issued by Expo and not by Google or Apple. */
export function isExpoToken(token: string): boolean {
  return tokenPattern.test(token);
}

/** The push service of Expo, or another with its format. */
export class ExpoPushes implements PushService {
  constructor(
    private readonly url: string,
    private readonly count: (outcome: 'sent' | 'refused') => void,
  ) {}

  async send(pushes: readonly Push[]): Promise<PushOutcome> {
    const ended: string[] = [];

    for (let first = 0; first < pushes.length; first += pushesPerRequest)
      ended.push(...(await this.sendSome(pushes.slice(first, first + pushesPerRequest))));

    return { ended, failed: 0 };
  }

  private async sendSome(pushes: readonly Push[]): Promise<string[]> {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(pushes),
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    });

    if (!answer.ok) throw new Error(`The push service responded with ${answer.status}`);
    const { data } = response.parse(await answer.json());
    for (const { status } of data) this.count(status === 'ok' ? 'sent' : 'refused');

    return data.flatMap(({ details }, index) =>
      details?.error === 'DeviceNotRegistered' ? [pushes[index]?.to ?? ''] : [],
    );
  }
}
