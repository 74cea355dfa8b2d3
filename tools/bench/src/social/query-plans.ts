import type { Client } from 'pg';

/** The tables of the graph. Other tables of the schema belong to libs. */
const graphTables = [
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
];
const role = 'social_graph';
const logFile = '../postgres.log';

/** The plans of a prepared statement: generic (for any parameters) or custom (for the given parameters). */
export const planKinds = ['generic', 'custom'] as const;
export type PlanKind = (typeof planKinds)[number];

/** The findings in the plans of some requests. */
export interface Plans {
  /** Number of different statements on tables of the graph. */
  readonly statements: number;
  /** Tables that a statement scans completely. */
  readonly scanned: readonly string[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}
interface LoggedPlan {
  readonly 'Query Text': string;
  readonly Plan: PlanNode;
}

/**
 * Makes Postgres log the execution plan of every statement of social-graph, with its real parameters, from the next
 * start of the service on.
 */
export async function logPlans(client: Client, kind: PlanKind): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_format': 'json',
    plan_cache_mode: `force_${kind}_plan`,
  };
  for (const [name, value] of Object.entries(settings))
    await client.query(`ALTER ROLE ${role} SET ${name} = '${value}'`);
}

export async function stopLoggingPlans(client: Client): Promise<void> {
  const settings = [
    'session_preload_libraries',
    'auto_explain.log_min_duration',
    'auto_explain.log_format',
  ];
  for (const name of [...settings, 'plan_cache_mode'])
    await client.query(`ALTER ROLE ${role} RESET ${name}`);
}

/** Returns the plans of the statements that `work` executes. */
export async function plansOf(client: Client, work: () => Promise<unknown>): Promise<Plans> {
  const start = await logSize(client);
  await work();

  const { rows } = await client.query<{ text: string }>(
    `SELECT pg_read_file('${logFile}', $1, $2) AS text`,
    [start, (await logSize(client)) - start],
  );

  const logged = [...(rows[0]?.text ?? '').matchAll(/ms {2}plan:\n((?:\t.*\n)+)/g)]
    .map(([, json]) => JSON.parse(json ?? '') as LoggedPlan)
    .filter(({ Plan }) =>
      nodesOf(Plan).some(({ 'Relation Name': table }) => table && graphTables.includes(table)),
    );

  if (logged.length === 0) throw new Error('Postgres logged no plan of a statement on the graph');

  const scans = logged
    .flatMap(({ Plan }) => nodesOf(Plan))
    .filter((node) => node['Node Type'] === 'Seq Scan');

  return {
    statements: new Set(logged.map((plan) => plan['Query Text'])).size,
    scanned: [...new Set(scans.map((node) => node['Relation Name'] ?? ''))].toSorted(),
  };
}

/** Returns the sizes of tables in pages. */
export async function pagesOf(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ relname: string; pages: number }>(
    `SELECT relname, (pg_relation_size(oid) / current_setting('block_size')::int)::int AS pages
       FROM pg_class WHERE relnamespace = '${role}'::regnamespace AND relname = ANY($1)`,
    [graphTables],
  );
  return new Map(rows.map(({ relname, pages }) => [relname, pages]));
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

async function logSize(client: Client): Promise<number> {
  const { rows } = await client.query<{ size: string }>(
    `SELECT size FROM pg_stat_file('${logFile}')`,
  );
  return Number(rows[0]?.size);
}
