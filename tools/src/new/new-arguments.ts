import { readTopology } from '@tribe/local-servers';
import type { FileChange } from './file-changes';
import { newConsumer } from './new-consumer';
import { newEvent } from './new-event';
import { newFeature, routesOf } from './new-feature';
import { newJob } from './new-job';
import { newService } from './new-service';

/** What a generator will do, and what is left for the person who called it. */
export interface Plan {
  changes: FileChange[];
  /** A service whose schema changed, so that it needs a migration of this name. */
  migration?: { service: string; name: string };
  next: string[];
}

export const newUsage = `Usage: npm run new --
  service  <name> <noun>               a service with its first feature:    service reminders reminder
  feature  <service> <noun>            a table with endpoints:              feature goals milestone
  event    <service> <entity> <Event>  a fact others may follow:            event goals goal GoalShared
  consumer <service> <feature> <Event> an effect of a fact:                 consumer notifications notification GoalShared
  job      <service> <feature> <name>  something done on a schedule:        job goals goal remind-of-goals`;

const reviewWiring = 'accept the new names: npm run wiring';

/** @throws Error with the usage when the arguments are not understood */
export function planNew(root: string, args: string[]): Plan {
  const [kind, first = '', second = '', third = ''] = args;
  const wanted = kind === 'service' || kind === 'feature' ? 3 : 4;
  if (args.length !== wanted) throw new Error(newUsage);
  if (kind !== 'service') requireService(root, first);
  switch (kind) {
    case 'service':
      return {
        changes: newService(first, second, readTopology(root)),
        migration: { service: first, name: `create_${second.replaceAll('-', '_')}` },
        next: [
          'npm install',
          `teach the gateway about the owner ${first} and its routes:\n${routesOf(first, second)}`,
          reviewWiring,
        ],
      };
    case 'feature':
      return {
        changes: newFeature(first, second),
        migration: { service: first, name: `create_${second.replaceAll('-', '_')}` },
        next: [`add to services/gateway/src/routes.ts:\n${routesOf(first, second)}`, reviewWiring],
      };
    case 'event':
      return {
        changes: newEvent(root, { service: first, entity: second, event: third }),
        next: [reviewWiring],
      };
    case 'consumer':
      return {
        changes: newConsumer({ service: first, feature: second, event: third }),
        next: [reviewWiring],
      };
    case 'job':
      return {
        changes: newJob({ service: first, feature: second, job: third }),
        next: ['npm install'],
      };
    default:
      throw new Error(newUsage);
  }
}

function requireService(root: string, name: string): void {
  const names = readTopology(root).map((service) => service.name);
  if (!names.includes(name))
    throw new Error(`There is no service ${name}; there are ${names.join(', ')}`);
}
