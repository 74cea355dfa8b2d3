/** The request of `npm run nats`. */
export type NatsRequest =
  | { kind: 'config' }
  | { kind: 'streams'; url: string; replicas: number | undefined; maxBytes: number | undefined };

export const natsUsage = `Usage:
  npm run nats -- config                        prints the configuration of the NATS server of a deployment
  npm run nats -- streams <url of the admin>    creates and updates the streams of all services
      --replicas <1 to 5>                       copies of each message; 3 in production, default 1
      --max-bytes <bytes>                       maximum size of each stream, default 536870912`;

/** @throws Error with the usage for invalid arguments */
export function parseNatsArguments([first, url, ...options]: string[]): NatsRequest {
  if (first === 'config' && url === undefined) return { kind: 'config' };
  if (first !== 'streams' || !/^(nats|tls):\/\//.test(url ?? '')) throw new Error(natsUsage);

  const given = new Map<string, number>();
  for (let index = 0; index < options.length; index += 2)
    given.set(options[index] ?? '', Number(options[index + 1]));

  for (const [name, value] of given) {
    const most = { '--replicas': 5, '--max-bytes': Number.MAX_SAFE_INTEGER }[name];
    if (most === undefined || !Number.isInteger(value) || value < 1 || value > most)
      throw new Error(natsUsage);
  }

  const [replicas, maxBytes] = [given.get('--replicas'), given.get('--max-bytes')];

  return { kind: 'streams', url: url ?? '', replicas, maxBytes };
}
