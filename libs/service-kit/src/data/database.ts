import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { Health } from '../health/health';
import { Logger } from '../logging/logger';
import { Lifecycle } from '../service/lifecycle';
import { ServiceName } from '../service/service-name';
import { Metrics } from '../telemetry/metrics';
import { AmbientPool } from './ambient-pool';
import { assertOutsideTransaction } from './outside-transactions';
import type { Sql } from './sql';

const connectTimeoutMs = 3_000;
const statementTimeoutMs = 10_000;
const lockTimeoutMs = 5_000;
const idleInTransactionMs = 15_000;
/** Ends a query that the server never answers. Longer than the timeout of the server, whose error says more. */
const queryTimeoutMs = 12_000;
const dateOid = 1082;
const bigintOid = 20;

/** Maximum number of prepared Prisma statements per connection; Prisma makes a statement per list length. */
const maxPrepared = 500;

/**
 * The Postgres of a service: one pool, shared by Prisma and named SQL. Only in services with a Prisma client in their
 * definition.
 *
 * @example await database.query<GoalRow>('goals-by-id', 'SELECT … WHERE id = ANY($1)', [ids]);
 */
@Injectable()
export class Database implements Sql {
  readonly pool: AmbientPool;
  readonly adapter: PrismaPg;
  private readonly statementNames = new Map<string, string>();
  private readonly isStrict: boolean;

  constructor(
    @InjectConfig() config: BaseConfig,
    service: ServiceName,
    lifecycle: Lifecycle,
    health: Health,
    metrics: Metrics,
    logger: Logger,
  ) {
    this.isStrict = config.NODE_ENV !== 'production';
    const url = new URL(config.DATABASE_URL ?? '');
    const schema = url.searchParams.get('schema') ?? 'public';
    if (!/^[a-z_][a-z0-9_]*$/.test(schema))
      throw new Error('the schema in DATABASE_URL must be a plain lower-case name');
    url.searchParams.delete('schema');

    this.pool = new AmbientPool(
      poolOptions(url.toString(), schema, service.name, config),
      this.isStrict,
    );

    // The pool replaces a broken idle connection at its next use; without a listener, the error would end the process.
    this.pool.on('error', (error) =>
      logger.warn({ err: error }, 'an idle Postgres connection broke'),
    );

    // The pool listens to idle connections only. A checked-out connection that breaks between two statements fails the
    // next statement; without its own listener, the error would end the process first.
    this.pool.on('connect', (client) => {
      client.on('error', (error) => logger.debug({ err: error }, 'a Postgres connection broke'));
    });

    this.adapter = new PrismaPg(this.pool, {
      schema,
      statementNameGenerator: (query) => this.statementName(query),
    });

    health.register('database', () => this.query('health_check', 'SELECT 1', []));
    lifecycle.onStop('connections', () => this.pool.end());
    addPoolGauges(this.pool, metrics);
  }

  /**
   * See {@link Sql.query}. With an Idempotency-Key, the query joins the transaction of the request.
   *
   * @throws Error inside the work of `Transactions.run`, which must use `tx.sql`
   */
  async query<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.run(name, text, values);
    return rows as Row[];
  }

  /** See {@link Sql.execute}; the conditions of {@link query} apply. */
  async execute(name: string, text: string, values: readonly unknown[]): Promise<number> {
    const { rowCount } = await this.run(name, text, values);
    return rowCount ?? 0;
  }

  private run(name: string, text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (this.isStrict) assertOutsideTransaction(`Database.query (${name})`);
    return this.pool.query({ name, text, values: values as unknown[] });
  }

  private statementName({ sql, args }: { sql: string; args: readonly unknown[] }): string {
    if (args.length === 0) return '';
    const known = this.statementNames.get(sql);
    if (known !== undefined) return known;
    if (this.statementNames.size >= maxPrepared) return '';
    const name = `p_${createHash('sha1').update(sql).digest('base64url')}`;
    this.statementNames.set(sql, name);

    return name;
  }
}

function poolOptions(
  connectionString: string,
  schema: string,
  service: string,
  { DB_POOL_SIZE: max, DEADLINE_FACTOR: factor }: BaseConfig,
): pg.PoolConfig {
  return {
    connectionString,
    max,
    // Idle connections stay open, because prepared statements live as long as their connection.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: connectTimeoutMs * factor,
    query_timeout: queryTimeoutMs,
    // Independent statements, such as BEGIN and the statement after it, share a round trip.
    pipeline: true,
    keepAlive: true,
    application_name: service,
    options: [
      `-c search_path=${schema}`,
      // JIT compilation takes longer than a statement of a request may take.
      '-c jit=off',
      // Planning a search for each request takes longer than the search, and Postgres chose between the two by chance.
      '-c plan_cache_mode=force_generic_plan',
      // On an SSD or in memory, random pages cost little more than sequential ones.
      '-c random_page_cost=1.1',
      `-c statement_timeout=${statementTimeoutMs}`,
      `-c lock_timeout=${lockTimeoutMs}`,
      `-c idle_in_transaction_session_timeout=${idleInTransactionMs}`,
    ].join(' '),
    types: { getTypeParser: parserOf } as pg.CustomTypesConfig,
  };
}

/**
 * Keeps a `date` as text, because pg would parse it to a Date at midnight local time. Parses `bigint` to a bigint, as
 * Prisma does.
 */
function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === dateOid) return (text: string) => text;
  if (oid === bigintOid) return (text: string) => BigInt(text);
  return pg.types.getTypeParser(oid, format as 'text');
}

function addPoolGauges(pool: pg.Pool, metrics: Metrics): void {
  metrics.gauge({
    name: 'tribe_database_connections',
    help: 'Connections of the pool by state (idle, used), and requests that wait for a connection (waiting)',
    labels: ['state'],
    collect: (gauge) => {
      gauge.set({ state: 'idle' }, pool.idleCount);
      gauge.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      gauge.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}
