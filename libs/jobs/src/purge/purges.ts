import { Injectable } from '@nestjs/common';
import { Clock, Database, deleteInBatches, InjectConfig, Logger } from '@tribe/service-kit';
import { Scheduled } from '../job.decorators';
import { InjectPurgeRules, type PurgeRule } from './purge-rule';

/** Deletes old rows of a service's tables, every hour on one replica. */
@Injectable()
export class Purges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @InjectPurgeRules() private readonly rules: readonly PurgeRule[],
    @InjectConfig() private readonly config: object,
  ) {}

  /**
   * Purges every table, and continues after a table fails.
   *
   * @throws AggregateError when a table could not be purged
   */
  @Scheduled({ name: 'purge-tables-v1', cron: '17 * * * *' })
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const rule of this.rules) await this.purge(rule).catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'some tables were not purged');
  }

  private async purge(rule: PurgeRule): Promise<void> {
    const { table, column, key = 'id', keepForMs, rowsPerBatch } = rule;
    const keepFor = typeof keepForMs === 'number' ? keepForMs : keepForMs(this.config as never);
    const before = new Date(this.clock.now().getTime() - keepFor);

    const statement = `
      DELETE FROM ${table} WHERE ${key} IN (
        SELECT ${key} FROM ${table} WHERE ${column} < $1 ORDER BY ${column} LIMIT $2)`;

    const rows = await deleteInBatches(
      (limit) => this.database.execute(`purge_${table}_${column}`, statement, [before, limit]),
      rowsPerBatch,
    );

    if (rows > 0) this.logger.info({ table, rows }, 'deleted old rows');
  }
}
