import type { ServiceProcess } from '@tribe/local-servers';
import type { Client } from 'pg';

const logFile = '../postgres.log';

/** The tables of a service whose plans are read. Other tables of its schema belong to libs. */
export interface ExplainedTables {
  /** The schema, which has the name of the role of the service. */
  readonly schema: string;
  readonly tables: readonly string[];
}

/** Kinds of requests whose statements are explained. */
export interface ExplainedRequests<Kind> {
  readonly service: ServiceProcess;
  readonly of: ExplainedTables;
  readonly kinds: readonly Kind[];
  /** Sends the requests of a kind. @returns their number */
  readonly ask: (kind: Kind) => Promise<number>;
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
 * Returns, for each kind of request, the number of statements per request and the tables that a statement scans completely.
 * The service restarts, so that statements are planned for the tables as they are now.
 */
export async function explain<Kind>(
  client: Client,
  { service, of, kinds, ask }: ExplainedRequests<Kind>,
): Promise<ReadonlyMap<Kind, string>> {
  const found = new Map<Kind, string>();
  await service.stop();
  await logPlans(client, of);
  await service.start();

  for (const kind of kinds) {
    const start = await logSize(client);
    const requests = await ask(kind);
    found.set(kind, await textOf(client, of, { start, requests }));
  }

  await service.stop();
  await stopLoggingPlans(client, of);
  await service.start();

  return found;
}

const settings: Readonly<Record<string, string>> = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_format': 'json',
};

/** Makes Postgres log the plan of every statement of a service, from its next start on. */
async function logPlans(client: Client, { schema }: ExplainedTables): Promise<void> {
  for (const [name, value] of Object.entries(settings))
    await client.query(`ALTER ROLE ${schema} SET ${name} = '${value}'`);
}

async function stopLoggingPlans(client: Client, { schema }: ExplainedTables): Promise<void> {
  for (const name of Object.keys(settings))
    await client.query(`ALTER ROLE ${schema} RESET ${name}`);
}

/** Adds the sizes of scanned tables, because small tables are always scanned. */
async function textOf(
  client: Client,
  of: ExplainedTables,
  { start, requests }: { start: number; requests: number },
): Promise<string> {
  const plans = await plansSince(client, of, start);
  if (plans.length === 0) throw new Error(`Postgres logged no plan of a statement of ${of.schema}`);

  const scans = plans
    .flatMap(({ Plan }) => nodesOf(Plan))
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .map((node) => node['Relation Name'] ?? '');

  const perRequest = `${(plans.length / requests).toFixed(1)} per request`;
  if (scans.length === 0) return `none, ${perRequest}`;

  const pages = await pagesOf(client, of);
  const scanned = [...new Set(scans)].toSorted();

  return `${scanned.map((table) => `${table} (${pages.get(table) ?? '?'} pages)`).join(', ')}, ${perRequest}`;
}

async function plansSince(
  client: Client,
  { tables }: ExplainedTables,
  start: number,
): Promise<LoggedPlan[]> {
  const { rows } = await client.query<{ text: string }>(
    `SELECT pg_read_file('${logFile}', $1, $2) AS text`,
    [start, (await logSize(client)) - start],
  );

  return [...(rows[0]?.text ?? '').matchAll(/ms {2}plan:\n((?:\t.*\n)+)/g)]
    .map(([, json]) => JSON.parse(json ?? '') as LoggedPlan)
    .filter(({ Plan }) =>
      nodesOf(Plan).some(({ 'Relation Name': table }) => table && tables.includes(table)),
    );
}

/** Returns the sizes of tables in pages. */
async function pagesOf(
  client: Client,
  { schema, tables }: ExplainedTables,
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ relname: string; pages: number }>(
    `SELECT relname, (pg_relation_size(oid) / current_setting('block_size')::int)::int AS pages
       FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relname = ANY($1)`,
    [tables],
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
