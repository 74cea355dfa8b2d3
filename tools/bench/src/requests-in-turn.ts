import { Agent, request } from 'undici';
import { type Latencies, latenciesOf } from './statistics';

export interface TimedRequest {
  readonly path: string;
  readonly token: string;
  /** Makes the request a POST. */
  readonly body?: object;
}

/** Sends requests, one after the other on one connection. Throws for a response that is not successful. */
export async function measureInTurn(
  url: string,
  requests: readonly TimedRequest[],
): Promise<Latencies> {
  const dispatcher = new Agent({ connections: 1 });
  const measured: number[] = [];

  try {
    for (const { path, token, body: sent } of requests) {
      const start = performance.now();
      const authorization = `Bearer ${token}`;

      const { statusCode, body } = await request(url + path, {
        dispatcher,
        ...(sent === undefined
          ? { headers: { authorization } }
          : {
              method: 'POST',
              headers: { authorization, 'content-type': 'application/json' },
              body: JSON.stringify(sent),
            }),
      });

      await body.dump();
      measured.push(performance.now() - start);
      if (statusCode >= 300) throw new Error(`${path} answered ${statusCode}`);
    }
  } finally {
    await dispatcher.close();
  }

  return latenciesOf(measured);
}
