import { ThrowawayTribe } from '@tribe/local-servers';
import { Client } from 'pg';
import { tokensOf } from '../people';
import { atMost, type Line, milliseconds, type Section } from '../report';
import { measureInTurn } from '../requests-in-turn';
import type { Latencies } from '../statistics';
import {
  logPlans,
  pagesOf,
  type PlanKind,
  planKinds,
  plansOf,
  stopLoggingPlans,
} from './query-plans';
import { loadGraph, type LoadedPerson } from './social-graph.data';

const sizes = [1_000, 10_000, 100_000] as const;
const needed = ['identity', 'social-graph', 'realtime'];
const viewers = 400;
/** Number of users whose requests are explained. */
const explained = 20;

interface Kind {
  readonly name: string;
  readonly aimMs?: number;
  readonly path: (viewer: LoadedPerson, other: LoadedPerson) => string;
}

const suggestions = () => '/api/v1/friends/suggestions';

/** In the order of the requests: the first request computes suggestions, the second reads the stored ones. */
const kinds: readonly Kind[] = [
  { name: 'friend list, 20', aimMs: 25, path: () => '/api/v1/friends' },
  { name: 'mutual counts: friend list, 100', path: () => '/api/v1/friends?limit=100' },
  { name: 'suggestions, computed', aimMs: 50, path: suggestions },
  { name: 'suggestions, stored', aimMs: 50, path: suggestions },
  { name: 'goals to share', path: () => '/api/v1/friends/suggestions/goals' },
  { name: 'friends of a user, 20', path: ({ id }) => `/api/v1/users/${id}/friends` },
  {
    name: 'search, first name',
    aimMs: 50,
    path: (_, { fullName }) => searchFor(fullName.split(' ')[0] ?? ''),
  },
  {
    name: 'search, three letters',
    aimMs: 50,
    path: (_, { fullName }) => searchFor(fullName.slice(0, 3)),
  },
  { name: 'search, whole name', aimMs: 50, path: (_, { fullName }) => searchFor(fullName) },
  {
    name: 'search, misspelled',
    aimMs: 50,
    path: (_, { fullName }) => searchFor(misspelled(fullName)),
  },
];

/** Inserts a letter, so that no name starts with the result. */
const misspelled = (name: string) => name.replace(/(?<=^\w{3})/, 'q');

const searchFor = (q: string) => `/api/v1/users/search?q=${encodeURIComponent(q)}`;

/** Measures reads of social-graph at three sizes of the graph, directly at the service. */
export async function measureSocial(): Promise<Section[]> {
  const tribe = await ThrowawayTribe.prepare('bench-social');
  const client = new Client({ connectionString: tribe.postgresUrl });
  try {
    await client.connect();
    for (const service of tribe.services.filter(({ name }) => needed.includes(name)))
      await service.start();
    const rounds = [];
    for (const people of sizes) rounds.push(await measureAt(tribe, client, people));

    return [latencySection(rounds), planSection(rounds)];
  } finally {
    await client.end();
    await tribe.stop();
  }
}

interface Round {
  readonly people: number;
  readonly loadSeconds: number;
  readonly latencies: ReadonlyMap<string, Latencies>;
  /** The tables that the statements of a kind of request scan completely. */
  readonly plans: ReadonlyMap<string, string>;
}

async function measureAt(tribe: ThrowawayTribe, client: Client, people: number): Promise<Round> {
  const start = performance.now();
  const loaded = await loadGraph(client, people);
  const loadSeconds = (performance.now() - start) / 1000;
  const tokenOf = tokensOf(tribe.keysFile);
  const step = Math.max(1, Math.floor(loaded.length / viewers));
  const asking = loaded.filter((_, index) => index % step === 0).slice(0, viewers);
  const url = tribe.urlOf('social-graph');
  const ask = (kind: Kind, by = asking) =>
    latenciesOfKind(kind, { asking: by, loaded, tokenOf, url });

  // Warm-up: statements are planned for the table on which they first run, and code is compiled.
  for (const kind of kinds.filter(({ path }) => path !== suggestions)) await ask(kind);
  const latencies = new Map<string, Latencies>();
  for (const kind of kinds) latencies.set(kind.name, await ask(kind));
  const plans = await plansAt(tribe, client, (kind) => ask(kind, asking.slice(0, explained)));

  return { people, loadSeconds, latencies, plans };
}

/**
 * Returns the plans of all kinds of requests. The service restarts for each kind of plan, so that statements are
 * planned again.
 */
async function plansAt(
  tribe: ThrowawayTribe,
  client: Client,
  ask: (kind: Kind) => Promise<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const service = tribe.service('social-graph');
  const found = new Map<string, string[]>(kinds.map(({ name }) => [name, []]));

  for (const planKind of planKinds) {
    await service.stop();
    await logPlans(client, planKind);
    await client.query('DELETE FROM social_graph.suggestion_refreshes');
    await service.start();

    for (const kind of kinds) {
      const { statements, scanned } = await plansOf(client, () => ask(kind));
      found.get(kind.name)?.push(await scansText(client, planKind, statements, scanned));
    }
  }

  await service.stop();
  await stopLoggingPlans(client);
  await service.start();

  return new Map([...found].map(([name, texts]) => [name, texts.join('; ')]));
}

/** Adds the sizes of scanned tables, because small tables are always scanned. */
async function scansText(
  client: Client,
  planKind: PlanKind,
  statements: number,
  scanned: readonly string[],
): Promise<string> {
  if (scanned.length === 0) return `${planKind}: none of ${statements}`;
  const pages = await pagesOf(client);
  return `${planKind}: ${scanned.map((table) => `${table} (${pages.get(table) ?? '?'} pages)`).join(', ')}`;
}

interface Asking {
  readonly asking: readonly LoadedPerson[];
  readonly loaded: readonly LoadedPerson[];
  readonly tokenOf: (user: { id: string; username: string }) => string;
  readonly url: string;
}

function latenciesOfKind(
  { path }: Kind,
  { asking, loaded, tokenOf, url }: Asking,
): Promise<Latencies> {
  const requests = asking.map((viewer, index) => {
    const other = loaded[(index * 7_919) % loaded.length] ?? viewer;
    return { path: path(viewer, other), token: tokenOf(viewer) };
  });

  return measureInTurn(url, requests);
}

function latencySection(rounds: readonly Round[]): Section {
  const [smallest, largest] = [rounds[0], rounds.at(-1)];
  const lines = kinds.map(({ name, aimMs }): Line => {
    const each = rounds.map(
      ({ latencies }) => latencies.get(name) ?? { p50: Number.NaN, p99: Number.NaN },
    );

    const growth = (each.at(-1)?.p50 ?? Number.NaN) / (each[0]?.p50 ?? Number.NaN);
    const figures = each.map(({ p50, p99 }) => `${milliseconds(p50)} / ${milliseconds(p99)}`);
    const p99 = each.at(-1)?.p99 ?? Number.NaN;

    return {
      what: name,
      figures: [...figures, growth.toFixed(2)],
      ...(aimMs && { aim: atMost(p99, aimMs, ' ms') }),
    };
  });
  return {
    title: 'Social graph: p50 / p99 by size of the graph',
    columns: [
      ...rounds.map(({ people }) => `${people.toLocaleString('en-US')} people`),
      'p50 growth (target < 1.5)',
    ],
    lines,
    note: [
      `${viewers} users, one at a time, 20 friendships per user. The target is for the p99 at the largest size.`,
      `Loading ${largest?.people.toLocaleString('en-US')} users took ${Math.round(largest?.loadSeconds ?? 0)} s,`,
      `${smallest?.people.toLocaleString('en-US')} took ${Math.round(smallest?.loadSeconds ?? 0)} s.`,
    ].join(' '),
  };
}

function planSection(rounds: readonly Round[]): Section {
  return {
    title: 'Social graph: tables that statements scan completely',
    columns: rounds.map(({ people }) => `${people.toLocaleString('en-US')} people`),
    lines: kinds.map(({ name }) => ({
      what: name,
      figures: rounds.map(({ plans }) => plans.get(name) ?? ''),
    })),
    note:
      `Logged by Postgres (auto_explain) for the prepared statements of the service, with the parameters of ${explained} users, ` +
      'with generic and custom plans: the number of statements, or the scanned tables.',
  };
}
