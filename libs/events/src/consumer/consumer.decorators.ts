import type { DescMessage } from '@bufbuild/protobuf';
import {
  applyDecorators,
  Catch,
  Controller,
  type RpcExceptionFilter,
  UseFilters,
} from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import type { ReceivedEvent } from '../event/received-event';
import { type Durable, durableOf } from './durable';
import type { ConsumerContext } from './event-processor';

/** The transport that serves `@OnEvent`; keeps Nest from handing these methods to another one. */
export const eventsTransport = Symbol('tribe-events');

/** Nest would answer a failed handler with "Internal server error"; the runtime needs the error itself. */
@Catch()
class HandOnTheError implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * A class whose `@OnEvent` methods handle events. It goes into the `controllers` of the service's module.
 *
 * @example
 * @Consumer()
 * class OnGoalCompletedConsumer {
 *   @OnEvent(GoalCompletedSchema, { durable: 'notifications-goal-completed-v1' })
 *   async handle(event: ReceivedEvent<typeof GoalCompletedSchema>, { tx }: ConsumerContext<Tx>): Promise<void> { … }
 * }
 */
export function Consumer(): ClassDecorator {
  return applyDecorators(Controller(), UseFilters(new HandOnTheError()));
}

/** What `@OnEvent` may stand above. `never` lets the method ask for its service's own transaction type. */
type HandlerMethod<Desc extends DescMessage> = (
  event: ReceivedEvent<Desc>,
  context: ConsumerContext<never>,
) => Promise<void>;

/**
 * Hands every event of the given types to the method, at least once and, with an inbox, with exactly one effect.
 *
 * All types of one method belong to one owner, because a durable reads one stream.
 *
 * @param durable `<service>-<what>-v<n>`, unique in the system. It is the identity of the subscription: a new name
 *   reads the stream from its start.
 * @throws Error while the class is defined, when the name or the combination of types is not allowed
 */
export function OnEvent<Desc extends DescMessage>(
  types: Desc | readonly Desc[],
  { durable }: { durable: string },
) {
  const schemas = Array.isArray(types) ? (types as readonly Desc[]) : [types as Desc];
  const definition: Durable = durableOf(durable, schemas);
  return <Method extends HandlerMethod<Desc>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    (EventPattern(definition.name, eventsTransport, { ...definition }) as MethodDecorator)(
      target,
      key,
      descriptor,
    );
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
  };
}
