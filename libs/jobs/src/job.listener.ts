import { Injectable } from '@nestjs/common';
import { Database, DedicatedConnection, Logger, ServiceName } from '@tribe/service-kit';

/** Listens for jobs when the transaction that enqueued them commits. */
@Injectable()
export class JobListener {
  private connection: DedicatedConnection | undefined;

  constructor(
    private readonly database: Database,
    private readonly service: ServiceName,
    private readonly logger: Logger,
  ) {}

  /** @param onEnqueued called with the kind of a new job */
  start(onEnqueued: (kind: string) => void): void {
    this.connection = new DedicatedConnection({
      config: this.database.pool.options,
      name: `${this.service.name}-jobs`,
      logger: this.logger.for('JobListener'),
      onOpen: async (client) => {
        // All services share the channels of the database, so the channel name contains the schema.
        const { rows } = await client.query<{ channel: string }>(
          "SELECT quote_ident('due_jobs_' || current_schema()) AS channel",
        );
        await client.query(`LISTEN ${rows[0]?.channel}`);
      },
      onLost: () => undefined,
      onNotification: (_channel, kind) => onEnqueued(kind),
    });
    this.connection.start();
  }

  async stop(): Promise<void> {
    await this.connection?.stop();
  }
}
