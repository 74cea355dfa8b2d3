import { ThrowawayTribe } from '@tribe/local-servers';
import { Client } from 'pg';
import { tokensOf } from '../people';
import { cpuMicroseconds } from '../process-usage';
import { explain, type ExplainedTables } from '../query-plans';
import { milliseconds, perSecond, type Section } from '../report';
import { measureInTurn } from '../requests-in-turn';
import type { Latencies } from '../statistics';
import { type Cast, castOf } from './cast';
import { loadGoals } from './goals.data';
import { type Cpu, type Round, sectionsOf } from './goals.report';
import { measureHotGoal } from './hot-goal';
import { goalList, itemOf, type Kind, kinds, requests } from './kinds';
import { measureScans } from './reminder-scan';

/** In percent. Each is a number of cohorts, too. */
const sizes = [1, 10, 100];
const needed = ['identity', 'goals'];
/** Share of the requests that come before those that are measured, for which code is compiled and statements are planned. */
const warmUpShare = 0.25;
const explained = 20;

const tables: ExplainedTables = {
  schema: 'goals',
  tables: [
    'blocks',
    'checkins',
    'goal_contributions',
    'goal_milestones',
    'goal_participants',
    'goals',
    'partnership_pairs',
    'relationships',
    'reminders',
    'system_schedules',
    'system_streaks',
    'systems',
    'user_cards',
  ],
};

/**
 * Measures goals at 1 %, 10 % and 100 % of a million goals, ten million check-ins and twenty million contributions, most of
 * it directly at the service.
 *
 * @param largest the largest size in percent
 */
export async function measureGoals(largest = 100): Promise<Section[]> {
  const tribe = await ThrowawayTribe.prepare('bench-goals');
  const client = new Client({ connectionString: tribe.postgresUrl });

  try {
    await client.connect();
    await client.query("ALTER SYSTEM SET max_wal_size = '2GB'");
    await client.query('SELECT pg_reload_conf()');

    for (const service of tribe.services.filter(({ name }) => needed.includes(name)))
      await service.start();

    const rounds: Round[] = [];

    for (const size of sizes.filter((each) => each <= largest))
      rounds.push(await measureAt(tribe, client, size));

    return sectionsOf(rounds);
  } finally {
    await client.end();
    await tribe.stop();
  }
}

/** Shows what happens, because a run takes long. */
const progress = (text: string): void => void process.stdout.write(`  ${text}\n`);

async function measureAt(tribe: ThrowawayTribe, client: Client, size: number): Promise<Round> {
  const service = tribe.service('goals');
  await service.stop();
  const loaded = await loadGoals(client, size);
  await service.start();

  progress(`${size} %: loaded in ${Math.round(loaded.seconds)} s`);

  const cast = await castOf(client, size);
  const tokenOf = tokensOf(tribe.keysFile);
  const throughGateway =
    size === sizes[0] ? await measureThroughGateway(tribe, { cast, tokenOf }) : undefined;
  const send = (kind: Kind, count: number) => ask(tribe, { kind, cast, tokenOf, count });
  const latencies = new Map<Kind, Latencies>();
  const cpu = new Map<Kind, Cpu>();

  for (const kind of kinds) {
    const measured = await measureKind(tribe, kind, send);
    latencies.set(kind, measured.latencies);
    cpu.set(kind, measured.cpu);
  }

  const goalId = cast.largeGoals[0]?.itemId ?? '';
  const hotGoal = await measureHotGoal(client, { goalId, url: service.url, tokenOf });
  progress(`hot goal: ${perSecond(hotGoal.perSecond)}`);
  const scans = await measureScans(client);

  const plans = await explain(client, {
    service,
    of: tables,
    kinds,
    ask: async (kind) => {
      await send(kind, explained);
      return explained;
    },
  });

  return { size, loaded, throughGateway, latencies, cpu, hotGoal, scans, plans };
}

async function measureKind(
  tribe: ThrowawayTribe,
  kind: Kind,
  send: (kind: Kind, count: number) => Promise<Latencies>,
): Promise<{ latencies: Latencies; cpu: Cpu }> {
  const count = kind.requests ?? requests;
  await send(kind, Math.ceil(count * warmUpShare));
  const before = cpuOf(tribe);
  const latencies = await send(kind, count);
  const after = cpuOf(tribe);
  progress(`${kind.name}: ${milliseconds(latencies.p50)} / ${milliseconds(latencies.p99)}`);

  const cpu = {
    service: (after.service - before.service) / count,
    postgres: (after.postgres - before.postgres) / count,
  };

  return { latencies, cpu };
}

/** The gateway is ready when all services are, which then stop again. */
async function measureThroughGateway(
  tribe: ThrowawayTribe,
  by: Pick<Asking, 'cast' | 'tokenOf'>,
): Promise<Latencies> {
  const others = tribe.services.filter(({ name }) => !needed.includes(name));
  for (const service of others) await service.start();
  const asking = { ...by, kind: goalList, through: 'gateway' };
  await ask(tribe, { ...asking, count: requests * warmUpShare });
  const latencies = await ask(tribe, { ...asking, count: requests });
  for (const service of others) await service.stop();

  return latencies;
}

function cpuOf(tribe: ThrowawayTribe): Cpu {
  return {
    service: cpuMicroseconds(tribe.service('goals').pid),
    postgres: cpuMicroseconds(tribe.processes.get('Postgres')),
  };
}

interface Asking {
  readonly kind: Kind;
  readonly cast: Cast;
  readonly tokenOf: (user: { id: string; username: string }) => string;
  readonly count: number;
  readonly through?: string;
}

function ask(
  tribe: ThrowawayTribe,
  { kind, cast, tokenOf, count, through = 'goals' }: Asking,
): Promise<Latencies> {
  const users = cast[kind.by];

  const timed = Array.from({ length: count }, (_, index) => {
    const user = users[index % users.length];
    if (!user) throw new Error(`nobody can ask for ${kind.name}`);
    const body = kind.body?.();

    return { path: kind.path(itemOf(user)), token: tokenOf(user), ...(body && { body }) };
  });

  return measureInTurn(tribe.urlOf(through), timed);
}
