import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
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
