import { Injectable } from '@nestjs/common';
import type { CustomTransportStrategy, Server } from '@nestjs/microservices';

/** A custom Nest transport: a server of message handlers that is also a strategy. */
export type Transport = Server & CustomTransportStrategy;

/**
 * The message transports of a service (events, RPC). A lib adds its strategy in the constructor of its module or
 * provider; `startService` connects them all before any start hook runs. `listen` must call back without waiting for
 * the broker, so that the service can start while the broker is down.
 */
@Injectable()
export class TransportRegistry {
  private readonly transports: Transport[] = [];

  add(transport: Transport): void {
    this.transports.push(transport);
  }

  /** Called by `startService`. */
  all(): readonly Transport[] {
    return this.transports;
  }
}
