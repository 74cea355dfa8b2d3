import { Client } from 'pg';
import type { TribeServers } from './tribe-servers';

/** One connection per schema, with the rights of its service. */
export class SchemaConnections {
  private readonly clients = new Map<string, Promise<Client>>();

  constructor(private readonly servers: TribeServers) {}

  /** @throws Error when the service has no schema in this system */
  get(service: string): Promise<Client> {
    const client = this.clients.get(service) ?? this.connectTo(service);
    this.clients.set(service, client);
    return client;
  }

  async stop(): Promise<void> {
    const clients = await Promise.allSettled(this.clients.values());
    await Promise.all(
      clients.map((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value.end() : Promise.resolve(),
      ),
    );
  }

  private async connectTo(service: string): Promise<Client> {
    const url = this.servers.databaseUrlOf(service);
    if (!url) throw new Error(`${service} has no schema in this system`);
    const client = new Client({ connectionString: url, pipeline: true });
    // A restart of the cluster breaks this connection; the next call opens another.
    client.on('error', () => this.clients.delete(service));

    try {
      await client.connect();
    } catch (error) {
      this.clients.delete(service);
      throw error;
    }

    return client;
  }
}
