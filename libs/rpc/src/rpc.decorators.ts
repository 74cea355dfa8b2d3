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
import { MessagePattern } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import { rpcSubjectOf } from './rpc-subject.rules';

export const rpcTransport = Symbol('tribe.rpc');

/** Nest's own filter would turn every error into "Internal server error"; the transport needs the AppError itself. */
@Catch()
class PassOn implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

/** A class whose `@RpcMethod`s answer calls of other services. Named in the `controllers` of the app module. */
export function RpcController(): ClassDecorator {
  return applyDecorators(Controller(), UseFilters(PassOn));
}

type RpcHandler<I extends DescMessage, O extends DescMessage> = (
  request: MessageShape<I>,
) => Promise<MessageInitShape<O>> | MessageInitShape<O>;

/**
 * Answers one method of a proto service. An AppError thrown here becomes the same AppError at the caller; anything
 * else becomes INTERNAL_ERROR there and is logged here.
 *
 * @example
 * @RpcMethod(GoalAccessService.method.checkGoalAccess)
 * async checkGoalAccess({ goalId, userId }: CheckGoalAccessRequest) { return { allowed: … }; }
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
  };
}
