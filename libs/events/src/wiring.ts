import type { INestApplicationContext, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { PATTERN_EXTRAS_METADATA } from '@nestjs/microservices/constants.js';
import type { Durable } from './consumer/durable';
import { EventTransport } from './consumer/event-transport';

/** A durable in the list of consumers. */
export interface WiredDurable {
  durable: string;
  stream: string;
  /** The subject filter on the server. */
  filter: string;
  /** Subjects passed to the handler. */
  subjects: string[];
}

/**
 * Lists the durables of a started application, sorted by name. The list is committed so that reviews show renames.
 *
 * @returns an empty list for a service without the events module
 */
export function durablesOf(app: INestApplicationContext): WiredDurable[] {
  // `app.get` would log an error for a missing provider.
  const providers = [...app.get(ModulesContainer).values()].map((module) =>
    module.providers.get(EventTransport),
  );
  const transport = providers.find((provider) => provider !== undefined)?.instance as
    | EventTransport
    | undefined;
  return (transport?.all ?? [])
    .map(({ durable }) => ({
      durable: durable.name,
      stream: durable.stream,
      filter: durable.filterSubject,
      subjects: [...durable.subjects].sort(),
    }))
    .sort((one, other) => one.durable.localeCompare(other.durable));
}

/** Returns the durables that a class declares with `@OnEvent`, without an application. */
export function durablesOfClass({ prototype }: Type): Omit<WiredDurable, 'subjects'>[] {
  const methods = Object.getOwnPropertyNames(prototype)
    .map((name) => Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown)
    .filter((method) => typeof method === 'function');

  return methods
    .map(
      (method) =>
        Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method) as Partial<Durable> | undefined,
    )
    .flatMap(({ name, stream, filterSubject } = {}) =>
      name && stream && filterSubject ? [{ durable: name, stream, filter: filterSubject }] : [],
    );
}
