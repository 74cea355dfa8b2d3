import type {
  DescMessage,
  DescMethodUnary,
  MessageInitShape,
  MessageShape,
} from '@bufbuild/protobuf';
import {
  applyDecorators,
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  UseFilters,
} from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import { rpcSubjectOf } from './rpc-subject.rules';

export const rpcTransport = Symbol('tribe.rpc');

/**
 * Rethrows the error: Nest's filter would replace it with "Internal server error", and the transport needs the
 * AppError.
 */
@Catch()
class RethrowFilter implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

/** Marks a class whose `@RpcMethod`s answer calls of other services. List it in the `controllers` of the app module. */
export function RpcController(): ClassDecorator {
  return applyDecorators(Controller(), UseFilters(RethrowFilter));
}

/** Facts about a call, besides its request. */
export interface CallContext {
  /** Name of the calling service, which the broker vouches for. */
  readonly caller: string;
}

type RpcHandler<I extends DescMessage, O extends DescMessage> = (
  request: MessageShape<I>,
  context: CallContext,
) => Promise<MessageInitShape<O>> | MessageInitShape<O>;

/**
 * Implements a method of a proto service. The caller receives an AppError thrown here as the same AppError, and any
 * other error as INTERNAL_ERROR; the latter is logged here.
 *
 * @example
 * @RpcMethod(GoalAccessService.method.checkGoalAccess)
 * async checkGoalAccess({ goalId, userId }: CheckGoalAccessRequest, { caller }: CallContext) { return { allowed: … }; }
 */
export function RpcMethod<I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
) {
  const pattern = MessagePattern(rpcSubjectOf(method), rpcTransport, { method });
  return <Handler extends RpcHandler<I, O>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Handler>,
  ): void => {
    pattern(target, name, descriptor);
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
  };
}
