import { readTopology } from '@tribe/local-servers';
import type { FileChange } from './file-changes';
import { namesOf } from './names';
import { newConsumer } from './new-consumer';
import { newEvent } from './new-event';
import { newFeature } from './new-feature';
import { newJob } from './new-job';
import { newService } from './new-service';

/** The changes of a generator. */
export interface Plan {
  readonly changes: FileChange[];
  /** The service whose schema changes, and the name of its migration. */
  readonly migration?: { readonly service: string; readonly name: string };
}

export const newUsage = `Usage: npm run new --
  service  <name> [<noun>]             a service with its first feature:         service reminders reminder
  feature  <service> <noun>            a table with endpoints, events and tests: feature goals pledge
  event    <service> <entity> <Event>  an event for other services:    event goals goal GoalShared
  consumer <service> <feature> <Event> an effect of an event:                    consumer notifications notification GoalShared
  job      <service> <feature> <name>  work on a schedule:                       job goals goal remind-of-goals`;

type Planner = (root: string, first: string, second: string, third: string) => Plan;

interface Kind {
  readonly arguments: readonly [least: number, most: number];
  readonly plan: Planner;
}

const kinds: Readonly<Record<string, Kind>> = {
  service: {
    arguments: [1, 2],
    plan: (root, service, given) => {
      const noun = given || service.replace(/s$/, '');
      const changes = newService(root, { service, noun }, readTopology(root));
      return { changes, migration: creationOf(service, noun) };
    },
  },
  feature: {
    arguments: [2, 2],
    plan: (root, service, noun) => ({
      changes: newFeature(root, { service: keepingData(root, service), noun }),
      migration: creationOf(service, noun),
    }),
  },
  event: {
    arguments: [3, 3],
    plan: (root, service, entity, event) => ({
      changes: newEvent(root, { service, entity, event }),
    }),
  },
  consumer: {
    arguments: [3, 3],
    plan: (_root, service, feature, event) => ({
      changes: newConsumer({ service, feature, event }),
    }),
  },
  job: {
    arguments: [3, 3],
    plan: (_root, service, feature, job) => ({ changes: newJob({ service, feature, job }) }),
  },
};

/** @throws Error with the usage for invalid arguments */
export function planNew(root: string, args: readonly string[]): Plan {
  const [name = '', first = '', second = '', third = ''] = args;
  const kind = kinds[name];
  if (!kind) throw new Error(newUsage);
  const [least, most] = kind.arguments;
  if (args.length - 1 < least || args.length - 1 > most) throw new Error(newUsage);
  if (name !== 'service') requireService(root, first);

  return kind.plan(root, first, second, third);
}

function creationOf(service: string, noun: string) {
  return { service: namesOf(service).kebab, name: `create_${namesOf(noun).snake}` };
}

function requireService(root: string, name: string): void {
  const names = readTopology(root).map((service) => service.name);
  if (!names.includes(name))
    throw new Error(`There is no service ${name}; the services are ${names.join(', ')}`);
}

/** @throws Error for a service without libs/personal-data */
function keepingData(root: string, name: string): string {
  const service = readTopology(root).find((entry) => entry.name === name);
  if (service?.migrations.includes('personal-data')) return name;
  throw new Error(`${name} does not use libs/personal-data, which a feature needs`);
}
