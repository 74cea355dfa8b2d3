import type { DescMethod } from '@bufbuild/protobuf';
import type { Type } from '@nestjs/common';
import { rpcSubjectOf } from './rpc-subject.rules';

const callsKey = Symbol('tribe.rpc-calls');

/**
 * Declares the methods of other services that a class calls. The permissions of the service on the broker are derived
 * from it, and the broker refuses all other calls.
 *
 * @example @Calls(GoalAccessService.method.checkGoalAccess) @Injectable() export class SubscriptionService { … }
 */
export function Calls(...methods: readonly DescMethod[]): ClassDecorator {
  return (target) => Reflect.defineMetadata(callsKey, methods.map(rpcSubjectOf), target);
}

/** Returns the subjects of the methods that a class declares with `@Calls`. */
export function callsOf(type: Type): readonly string[] {
  return (Reflect.getMetadata(callsKey, type) ?? []) as readonly string[];
}
