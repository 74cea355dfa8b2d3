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

/** Id of the transport that serves `@OnEvent`; keeps Nest from binding these methods to another transport. */
export const eventsTransport = Symbol('tribe-events');

/**
 * Rethrows the handler's error: Nest would replace it with "Internal server error", and the runtime needs the original.
 */
@Catch()
class RethrowFilter implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Marks a class whose `@OnEvent` methods handle events. List it in the `controllers` of the service's module.
 *
 * @example
 * @Consumer()
 * class OnGoalCompletedConsumer {
 *   @OnEvent(GoalCompletedSchema, { durable: 'notifications-goal-completed-v1' })
 *   async handle(event: ReceivedEvent<typeof GoalCompletedSchema>, { tx }: ConsumerContext<Tx>): Promise<void> { … }
 * }
 */
export function Consumer(): ClassDecorator {
  return applyDecorators(Controller(), UseFilters(new RethrowFilter()));
}

/** Signature of an `@OnEvent` method. `never` lets the method declare the transaction type of its service. */
type HandlerMethod<Desc extends DescMessage> = (
  event: ReceivedEvent<Desc>,
  context: ConsumerContext<never>,
) => Promise<void>;

/**
 * Calls the method with every event of the given types: at least once, and with exactly one effect when there is an
 * inbox.
 *
 * All types of a method must belong to one owner, because a durable reads one stream.
 *
 * @param durable `<service>-<what>-v<n>`, unique in the system. It identifies the subscription: a new name reads the
 *   stream from its start.
 * @param isBulk for projections of frequent events. Under load, events that arrive within 15 ms are handled together, and
 *   their handlers send their statements at once. Each handler must be correct whatever those of other entities do
 *   between its statements: best with a single statement.
 * @throws Error at class definition, when the name or the combination of types is invalid
 */
export function OnEvent<Desc extends DescMessage>(
  types: Desc | readonly Desc[],
  { durable, isBulk }: { durable: string; isBulk?: boolean },
) {
  const schemas = Array.isArray(types) ? (types as readonly Desc[]) : [types as Desc];
  const definition: Durable = durableOf(durable, schemas, isBulk);
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
