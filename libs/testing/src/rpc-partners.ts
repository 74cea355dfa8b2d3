import type { DescMethodUnary } from '@bufbuild/protobuf';
import { Module } from '@nestjs/common';
import { Rpc, RpcModule, rpcSubjectOf } from '@tribe/rpc';
import { baseConfig, defineService, Nats, type RunningService } from '@tribe/service-kit';
import { type CallAnswer, standIn } from './rpc-stand-in';
import type { ServiceFleet } from './service-fleet';

@Module({ imports: [RpcModule] })
class PartnerModule {}

/** Services that only call or answer calls, in the place of the real ones and with their permissions. */
export class RpcPartners {
  private readonly started = new Map<string, Promise<RunningService>>();

  constructor(private readonly fleet: () => ServiceFleet) {}

  /** Returns the RPC client of a service. */
  async caller(name: string): Promise<Rpc> {
    return (await this.get(name)).app.get(Rpc, { strict: false });
  }

  /** Answers the calls of a method as its owner, until the system stops. */
  async answer<M extends DescMethodUnary>(method: M, answer: CallAnswer<M>): Promise<void> {
    const [, owner = ''] = rpcSubjectOf(method).split('.');
    const { app } = await this.get(owner);
    await standIn(await app.get(Nats, { strict: false }).connection, method, answer);
  }

  private get(name: string): Promise<RunningService> {
    const known = this.started.get(name) ?? this.start(name);
    this.started.set(name, known);
    return known;
  }

  private async start(name: string): Promise<RunningService> {
    const partner = await this.fleet().startReplica(
      defineService({ name, module: PartnerModule, config: baseConfig }),
    );

    await partner.app.get(Nats, { strict: false }).connection;

    return partner;
  }
}
