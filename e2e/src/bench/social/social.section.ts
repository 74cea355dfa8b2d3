import { setTimeout as sleep } from 'node:timers/promises';
import { ThrowawayTribe } from '@tribe/tools';
import { Client } from 'pg';
import { Agent, request } from 'undici';
import { tokensOf } from '../people';
import { atMost, type Line, milliseconds, type Section } from '../report';
import { type Latencies, latenciesOf } from '../statistics';
import { loadGraph, type LoadedPerson } from './social-graph.data';

const sizes = [1_000, 10_000, 100_000] as const;
const needed = ['identity', 'social-graph', 'realtime'];
const viewers = 400;
const connections = 1;
/** Longer than an idle connection of Postgres keeps its statistics to itself. */
const statisticsMs = 12_000;

interface Kind {
  readonly name: string;
  readonly aimMs?: number;
  readonly path: (viewer: LoadedPerson, other: LoadedPerson) => string;
}

const suggestions = () => '/api/v1/friends/suggestions';

/** In the order in which they are asked: suggestions are computed by the first who looks, and kept for the second. */
const kinds: readonly Kind[] = [
  { name: 'friend list, 20', aimMs: 25, path: () => '/api/v1/friends' },
  { name: 'mutual counts: friend list, 100', path: () => '/api/v1/friends?limit=100' },
  { name: 'suggestions, computed', aimMs: 50, path: suggestions },
  { name: 'suggestions, kept', aimMs: 50, path: suggestions },
  { name: 'search, first name', aimMs: 50, path: (_, { fullName }) => searchFor(fullName.split(' ')[0] ?? '') },
  { name: 'search, three letters', aimMs: 50, path: (_, { fullName }) => searchFor(fullName.slice(0, 3)) },
  { name: 'search, whole name', aimMs: 50, path: (_, { fullName }) => searchFor(fullName) },
];

const searchFor = (q: string) => `/api/v1/users/search?q=${encodeURIComponent(q)}`;

/** Reads of social-graph at three sizes of the graph, in the service itself, without the gateway. */
export async function measureSocial(): Promise<Section> {
  const tribe = await ThrowawayTribe.prepare('bench-social');
  const client = new Client({ connectionString: tribe.postgresUrl });
  try {
    await client.connect();
    for (const service of tribe.services.filter(({ service: { name } }) => needed.includes(name)))
      await service.start();
    const rounds = [];
    for (const people of sizes) rounds.push(await measureAt(tribe, client, people));
    return sectionOf(rounds);
  } finally {
    await client.end();
    await tribe.stop();
  }
}

interface Round {
  readonly people: number;
  readonly loadSeconds: number;
  readonly latencies: ReadonlyMap<string, Latencies>;
  /** Tables that were read from one end to the other, and how often. */
  readonly sequentialScans: string;
}

async function measureAt(tribe: ThrowawayTribe, client: Client, people: number): Promise<Round> {
  const start = performance.now();
  const loaded = await loadGraph(client, people);
  const loadSeconds = (performance.now() - start) / 1000;
  const tokenOf = tokensOf(tribe.keysFile);
  const step = Math.max(1, Math.floor(loaded.length / viewers));
  const asking = loaded.filter((_, index) => index % step === 0).slice(0, viewers);
  const agent = new Agent({ connections });
  const ask = (kind: Kind) =>
    latenciesOfKind(kind, { asking, loaded, tokenOf, agent, url: tribe.urlOf('social-graph') });
  // Statements are planned for the table they are first used on, and code is compiled.
  for (const kind of kinds.filter(({ path }) => path !== suggestions)) await ask(kind);
  await sleep(statisticsMs);
  const before = await scansOf(client);
  const latencies = new Map<string, Latencies>();
  for (const kind of kinds) latencies.set(kind.name, await ask(kind));
  await sleep(statisticsMs);
  const after = await scansOf(client);
  await agent.close();
  const scanned = [...after].filter(([table, count]) => count > (before.get(table) ?? 0));
  const sequentialScans = scanned.map(([table, count]) => `${table} ${count - (before.get(table) ?? 0)}`).join(', ');
  return { people, loadSeconds, latencies, sequentialScans: sequentialScans || 'none' };
}

interface Asking {
  readonly asking: readonly LoadedPerson[];
  readonly loaded: readonly LoadedPerson[];
  readonly tokenOf: (user: { id: string; username: string }) => string;
  readonly agent: Agent;
  readonly url: string;
}

async function latenciesOfKind({ path }: Kind, { asking, loaded, tokenOf, agent, url }: Asking): Promise<Latencies> {
  const waiting = asking.map((viewer, index) => {
    const other = loaded[(index * 7_919) % loaded.length] ?? viewer;
    return { path: path(viewer, other), authorization: `Bearer ${tokenOf(viewer)}` };
  });
  const measured: number[] = [];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const start = performance.now();
      const { statusCode, body } = await request(url + next.path, {
        dispatcher: agent,
        headers: { authorization: next.authorization },
      });
      await body.dump();
      measured.push(performance.now() - start);
      if (statusCode !== 200) throw new Error(`${next.path} answered ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return latenciesOf(measured);
}

async function scansOf(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ relname: string; seq_scan: string }>(
    `SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = 'social_graph'
        AND relname IN ('friendships', 'user_cards', 'blocked_users', 'friend_suggestions', 'goal_members', 'tribe_members')`,
  );
  return new Map(rows.map(({ relname, seq_scan }) => [relname, Number(seq_scan)]));
}

function sectionOf(rounds: readonly Round[]): Section {
  const [smallest, largest] = [rounds[0], rounds.at(-1)];
  const lines = kinds.map(({ name, aimMs }): Line => {
    const each = rounds.map(({ latencies }) => latencies.get(name) ?? { p50: Number.NaN, p99: Number.NaN });
    const growth = (each.at(-1)?.p50 ?? Number.NaN) / (each[0]?.p50 ?? Number.NaN);
    const figures = each.map(({ p50, p99 }) => `${milliseconds(p50)} / ${milliseconds(p99)}`);
    const p99 = each.at(-1)?.p99 ?? Number.NaN;
    return { what: name, figures: [...figures, growth.toFixed(2)], ...(aimMs && { aim: atMost(p99, aimMs, ' ms') }) };
  });
  return {
    title: 'Social graph: p50 / p99 by size of the graph',
    columns: [...rounds.map(({ people }) => `${people.toLocaleString('en-US')} people`), 'p50 growth (aim < 1.5)'],
    lines,
    note: [
      `${viewers} people, ${connections} at a time, 20 friendships for each person. The aim is the p99 at the largest size.`,
      `Loading ${largest?.people.toLocaleString('en-US')} people took ${Math.round(largest?.loadSeconds ?? 0)} s,`,
      `${smallest?.people.toLocaleString('en-US')} took ${Math.round(smallest?.loadSeconds ?? 0)} s.`,
      ...rounds.map(({ people, sequentialScans }) => `Sequential scans at ${people}: ${sequentialScans}.`),
    ].join(' '),
  };
}
