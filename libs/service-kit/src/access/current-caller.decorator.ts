import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import type { Caller } from './caller';

/**
 * Injects the caller. Not available on endpoints with `access: 'public'`.
 *
 * @example getGoal(@CurrentCaller() caller: Caller, @Param() params: GoalParams) {}
 */
export const CurrentCaller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Caller => {
    const caller = context.switchToHttp().getRequest<FastifyRequest>().scope?.caller;
    if (caller === undefined) throw new AppError(commonErrors.AUTHENTICATION_REQUIRED);
    return caller;
  },
);
