import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { Gauge } from '@prometheus-io/client';
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
/** Ends a query whose server never answers; later than the server's own timeout, whose error says more. */
const queryTimeoutMs = 12_000;
const dateOid = 1082;
const bigintOid = 20;

/** Lists of different length are different statements to Prisma: only so many are kept prepared per connection. */
const maxPrepared = 500;

/**
 * The Postgres of a service: one pool, shared by Prisma and by named SQL. Only in services whose definition names a
 * Prisma client.
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
      poolOptions(url.toString(), schema, service.name, config.DB_POOL_SIZE),
    );
    // A connection that breaks while idle is replaced at its next use; without a listener it would end the process.
    this.pool.on('error', (error) =>
      logger.warn({ err: error }, 'an idle Postgres connection broke'),
    );
    // The pool listens only while a connection is idle. One that breaks while it is borrowed, between two statements,
    // fails the next statement; without a listener of its own it would end the process first.
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
   * As {@link Sql.query}. With an Idempotency-Key it takes part in the transaction of the request.
   *
   * @throws Error inside the work of `Transactions.run`, where `tx.sql` is to be used
   */
  async query<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.run(name, text, values);
    return rows as Row[];
  }

  /** As {@link Sql.execute}, and under the conditions of {@link query}. */
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
  max: number,
): pg.PoolConfig {
  return {
    connectionString,
    max,
    // Never closed for idleness: a prepared statement lives as long as its connection.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    // Statements that do not wait for each other's results, such as BEGIN and the one after it, share a round trip.
    pipeline: true,
    keepAlive: true,
    application_name: service,
    options: [
      `-c search_path=${schema}`,
      // Compiling a statement takes longer than any statement of a request may.
      '-c jit=off',
      // Pages lie in memory or on an SSD, where the next one costs hardly less than any other.
      '-c random_page_cost=1.1',
      `-c statement_timeout=${statementTimeoutMs}`,
      `-c lock_timeout=${lockTimeoutMs}`,
      `-c idle_in_transaction_session_timeout=${idleInTransactionMs}`,
    ].join(' '),
    types: { getTypeParser: parserOf } as pg.CustomTypesConfig,
  };
}

/**
 * A `date` has no time of day: pg would make it a Date at midnight of this machine's zone. A `bigint` is what Prisma makes
 * of it, too.
 */
function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === dateOid) return (text: string) => text;
  if (oid === bigintOid) return (text: string) => BigInt(text);
  return pg.types.getTypeParser(oid, format as 'text');
}

function addPoolGauges(pool: pg.Pool, { registry }: Metrics): void {
  new Gauge({
    name: 'db_client_connections',
    help: 'Connections of the pool by state, and requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}
