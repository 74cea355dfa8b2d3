import type { DescMessage } from '@bufbuild/protobuf';
import type { Type } from '@nestjs/common';
import { eventTypeOf } from '@tribe/contracts';
import { filterOf } from './consumer/durable';

const watchesKey = Symbol('tribe.watches');

/** Events that every replica of a service reads for itself. */
export interface Watch {
  readonly stream: string;
  readonly filter: string;
}

/**
 * Declares the events that a class reads with an `EphemeralSubscription`. The permissions of the service on the broker are
 * derived from it, and the broker refuses to read other events.
 *
 * @param types one event type, or several types of one entity
 * @example @WatchesEvents(SessionRevokedSchema) @Injectable() export class RevokedSessions { … }
 */
export function WatchesEvents(types: DescMessage | readonly DescMessage[]): ClassDecorator {
  const schemas = (Array.isArray(types) ? types : [types]) as readonly DescMessage[];
  const { stream, filterSubject: filter } = filterOf(schemas.map((schema) => eventTypeOf(schema)));
  return (target) => Reflect.defineMetadata(watchesKey, { stream, filter }, target);
}

/** Returns the events that a class declares with `@WatchesEvents`. */
export function watchOf(type: Type): Watch | undefined {
  return Reflect.getMetadata(watchesKey, type) as Watch | undefined;
}
