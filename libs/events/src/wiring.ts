import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { EventTransport } from './consumer/event-transport';

/** One line of the list of who consumes what. */
export interface WiredDurable {
  durable: string;
  stream: string;
  /** What the server filters on. */
  filter: string;
  /** Subjects handed to the handler. */
  subjects: string[];
}

/**
 * Every durable of a started application, in name order, for the committed list that shows a rename in review.
 *
 * @returns an empty list for a service without the events module
 */
export function durablesOf(app: INestApplicationContext): WiredDurable[] {
  // Asking Nest for a provider that is not there would log an error.
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
