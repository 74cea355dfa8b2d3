import { ThrowawayTribe } from '@tribe/local-servers';
import { Client } from 'pg';
import { growthLine } from '../growth';
import { tokensOf } from '../people';
import { explain, type ExplainedTables } from '../query-plans';
import { atMost, type Section } from '../report';
import { measureInTurn } from '../requests-in-turn';
import type { Latencies } from '../statistics';
import { loadGraph, type LoadedPerson } from './social-graph.data';

const sizes = [1_000, 10_000, 100_000] as const;
const needed = ['identity', 'social-graph', 'realtime'];
const viewers = 400;
/** Number of users whose requests are explained. */
const explained = 20;
const graph: ExplainedTables = {
  schema: 'social_graph',
  tables: [
    'blocked_users',
    'contact_matches',
    'friend_suggestions',
    'friendships',
    'goal_members',
    'known_goals',
    'muted_users',
    'searchable_words',
    'suggestion_refreshes',
    'tribe_members',
    'tribes',
    'user_cards',
  ],
};

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
  readonly plans: ReadonlyMap<Kind, string>;
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
  const explainedViewers = asking.slice(0, explained);
  await client.query('DELETE FROM social_graph.suggestion_refreshes');

  const plans = await explain(client, {
    service: tribe.service('social-graph'),
    of: graph,
    kinds,
    ask: async (kind) => {
      await ask(kind, explainedViewers);
      return explainedViewers.length;
    },
  });

  return { people, loadSeconds, latencies, plans };
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
  const lines = kinds.map(({ name, aimMs }) =>
    growthLine(
      name,
      rounds.map(({ latencies }) => latencies.get(name)),
      ({ p99 }) => (aimMs === undefined ? undefined : atMost(p99, aimMs, ' ms')),
    ),
  );

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
    lines: kinds.map((kind) => ({
      what: kind.name,
      figures: rounds.map(({ plans }) => plans.get(kind) ?? ''),
    })),
    note:
      `Logged by Postgres (auto_explain) for the prepared statements of the service, with the requests of ${explained} users: ` +
      'the scanned tables, and the number of statements per request.',
  };
}
