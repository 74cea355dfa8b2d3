import { eventually } from '@tribe/testing';
import { Client } from 'pg';
import { Child } from '../child';
import { atLeast, atMost, milliseconds, perSecond, type Section, times } from '../report';
import { latenciesOf, median, type Latencies } from '../statistics';
import { OutboxServers } from './outbox-servers';

const rate = 500;
const eventsPerRound = 2_000;
const backlogSize = 20_000;
const rounds = 3;
/** Events per publish window of the relay. */
const window = 500;

/** Measures the time from a commit to the handler, and the throughput of a backlog. */
export async function measureOutbox(): Promise<Section> {
  const servers = await OutboxServers.start();
  const [publisher, consumer] = [
    'outbox/outbox-publisher.child',
    'outbox/outbox-consumer.child',
  ].map((script) => new Child(script)) as [Child, Child];
  try {
    await publisher.call('start', servers.environmentOf('goals'));
    await consumer.call('start', servers.environmentOf('notifications'));
    const latency = await commitToHandler(publisher, consumer);
    await consumer.stop();
    const { drained, raw } = await drain(servers, publisher);

    return report(latency, drained, raw);
  } finally {
    await Promise.all([publisher.stop(), consumer.stop()]);
    await servers.stop();
  }
}

async function commitToHandler(publisher: Child, consumer: Child): Promise<Latencies> {
  await steadyRound(publisher, consumer, 100, 300);
  await steadyRound(publisher, consumer, rate, 1_500);
  const measured: Latencies[] = [];
  for (let round = 0; round < rounds; round += 1)
    measured.push(await steadyRound(publisher, consumer, rate, eventsPerRound));

  return {
    p50: median(measured.map(({ p50 }) => p50)),
    p99: median(measured.map(({ p99 }) => p99)),
  };
}

async function steadyRound(
  publisher: Child,
  consumer: Child,
  eventsPerSecond: number,
  count: number,
): Promise<Latencies> {
  const plan = { perSecond: eventsPerSecond, count };
  const committed = new Map(await publisher.call<[string, number][]>('steady', plan));

  await eventually(async () => {
    const arrived = await consumer.call<number>('count');
    if (arrived < count) throw new Error(`${arrived} of ${count} events arrived`);
  });

  const arrivals = await consumer.call<[string, number][]>('take');

  // A handler may run before the publisher receives the response to its commit; this counts as 0.
  return latenciesOf(
    arrivals.map(([id, at]) => Math.max(0, at - (committed.get(id) ?? Number.NaN))),
  );
}

async function drain(
  servers: OutboxServers,
  publisher: Child,
): Promise<{ drained: number; raw: number }> {
  const client = new Client({ connectionString: servers.databaseUrl });
  await client.connect();
  const drained: number[] = [];
  const raw: number[] = [];

  try {
    for (let round = 0; round <= rounds; round += 1) {
      const straight = await publisher.call<number>('raw', {
        url: servers.nats.url,
        count: backlogSize,
      });

      const relayed = await drainRound(client, publisher);
      if (round === 0) continue;
      raw.push(straight);
      drained.push(relayed);
    }
  } finally {
    await client.end();
  }

  return { drained: median(drained), raw: median(raw) };
}

/** Returns events per second from the start of the first window to the start of the last. */
async function drainRound(client: Client, publisher: Child): Promise<number> {
  await publisher.call('backlog', backlogSize);
  return eventually(
    async () => {
      const { rows } = await client.query<{ published: string; seconds: number }>(
        `SELECT count(published_at) AS published, extract(epoch FROM max(published_at) - min(published_at))::float AS seconds
         FROM goals.outbox WHERE created_at = (SELECT max(created_at) FROM goals.outbox)`,
      );

      const [{ published, seconds } = { published: '0', seconds: 0 }] = rows;
      if (Number(published) < backlogSize)
        throw new Error(`${published} of ${backlogSize} events are published`);

      return (backlogSize - window) / seconds;
    },
    { timeoutMs: 60_000, everyMs: 100 },
  );
}

function report({ p50, p99 }: Latencies, drained: number, raw: number): Section {
  const share = drained / raw;
  return {
    title: '3. Outbox',
    columns: ['p50', 'p99', 'rate', 'of raw'],
    lines: [
      {
        what: `commit -> handler at ${rate}/s: p50`,
        figures: [milliseconds(p50)],
        aim: atMost(p50, 2, ' ms'),
      },
      {
        what: `commit -> handler at ${rate}/s: p99`,
        figures: ['', milliseconds(p99)],
        aim: atMost(p99, 6, ' ms'),
      },
      { what: 'raw JetStream publish window', figures: ['', '', perSecond(raw)] },
      {
        what: `drain of ${backlogSize.toLocaleString('en-US')} events`,
        figures: ['', '', perSecond(drained), times(share)],
        aim: atLeast(share, 0.7),
      },
    ],
    note: 'One transaction per event; separate processes for publisher and consumer; Postgres with fsync, JetStream on files, 250-byte payloads.',
  };
}
