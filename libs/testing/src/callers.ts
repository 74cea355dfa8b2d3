import { Module } from '@nestjs/common';
import { Rpc, RpcModule } from '@tribe/rpc';
import { baseConfig, defineService, Nats } from '@tribe/service-kit';
import type { ServiceFleet } from './service-fleet';

@Module({ imports: [RpcModule] })
class CallerModule {}

/** Services that do nothing but call, in the place of the real ones. */
export class Callers {
  private readonly started = new Map<string, Promise<Rpc>>();

  constructor(private readonly fleet: () => ServiceFleet) {}

  /** Returns the RPC client of a service, connected. */
  get(name: string): Promise<Rpc> {
    const known = this.started.get(name) ?? this.start(name);
    this.started.set(name, known);
    return known;
  }

  private async start(name: string): Promise<Rpc> {
    const { app } = await this.fleet().startReplica(
      defineService({ name, module: CallerModule, config: baseConfig }),
    );

    await app.get(Nats, { strict: false }).connection;

    return app.get(Rpc, { strict: false });
  }
}
