import { Agent, request } from 'undici';
import { type Latencies, latenciesOf } from './statistics';

export interface TimedRequest {
  readonly path: string;
  readonly token: string;
}

/** Sends GET requests, one after the other on one connection. Throws for a status other than 200. */
export async function measureInTurn(
  url: string,
  requests: readonly TimedRequest[],
): Promise<Latencies> {
  const dispatcher = new Agent({ connections: 1 });
  const measured: number[] = [];

  try {
    for (const { path, token } of requests) {
      const start = performance.now();
      const headers = { authorization: `Bearer ${token}` };
      const { statusCode, body } = await request(url + path, { dispatcher, headers });
      await body.dump();
      measured.push(performance.now() - start);
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
    }
  } finally {
    await dispatcher.close();
  }

  return latenciesOf(measured);
}
