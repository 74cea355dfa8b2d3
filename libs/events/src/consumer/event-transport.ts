import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { Logger } from '@tribe/service-kit';
import { isObservable, lastValueFrom } from 'rxjs';
import { eventsTransport } from './consumer.decorators';
import type { Durable } from './durable';
import type { EventHandler } from './event-processor';

/** A durable and the handler of its events. */
export interface Subscription {
  readonly durable: Durable;
  readonly handler: EventHandler;
}

/** Delivers events to the subscriptions once Nest has collected them. */
export interface SubscriptionRuntime {
  start(subscriptions: readonly Subscription[]): void;
  stop(): Promise<void>;
}

/** Collects the `@OnEvent` methods from Nest and passes them to the consumer runtime. */
export class EventTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = eventsTransport;
  override readonly propagatesEventHandlerErrors = true;
  private readonly subscriptions = new Map<string, Subscription>();

  constructor(
    private readonly runtime: SubscriptionRuntime,
    private readonly log: Logger,
  ) {
    super();
  }

  /** @throws Error when two methods share a durable, because each would get only some of the events */
  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    const name = String(pattern);
    if (this.subscriptions.has(name)) throw new Error(`two handlers share the durable ${name}`);

    this.subscriptions.set(name, {
      durable: extras as unknown as Durable,
      handler: toEventHandler(callback),
    });

    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Every subscription of the application. */
  get all(): Subscription[] {
    return [...this.subscriptions.values()];
  }

  /** Does not wait for the broker: a service must start while NATS is down. */
  listen(callback: () => void): void {
    this.runtime.start(this.all);
    this.log.info({ durables: this.all.map(({ durable }) => durable.name) }, 'consuming events');
    callback();
  }

  async close(): Promise<void> {
    await this.runtime.stop();
  }

  override on(): never {
    throw new Error('the event transport emits no events');
  }

  override unwrap<T>(): T {
    return this.runtime as T;
  }
}

/** Nest returns the value of the method, or an observable that fails with its error. */
function toEventHandler(callback: MessageHandler): EventHandler {
  return async (event, context) => {
    const result: unknown = await callback(event, context);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  };
}
