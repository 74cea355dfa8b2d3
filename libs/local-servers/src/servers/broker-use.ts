import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../topology/repository-root';

const reads = z.object({ stream: z.string(), filter: z.string() });

/** The part of docs/wiring.json that describes how services use the broker. */
const wiringSchema = z.object({
  durables: z.record(z.string(), reads.extend({ service: z.string() })),
  watches: z.record(z.string(), z.array(reads)),
  calls: z.record(z.string(), z.array(z.string())),
});

/** Events that a service reads: a stream, and the subject filter of its consumer. */
export type StreamReads = z.infer<typeof reads>;

/** How a service uses the broker, besides publishing its own events and answering calls. */
export interface BrokerUse {
  readonly durables: readonly (StreamReads & { readonly durable: string })[];
  /** Events that every replica reads for itself, with a consumer of a random name. */
  readonly watches: readonly StreamReads[];
  /** Subjects of the RPC methods that it calls: `rpc.goals.GoalAccessService.CheckGoalAccess`. */
  readonly calls: readonly string[];
}

/** Returns how each service uses the broker, from the reviewed docs/wiring.json. */
export function readBrokerUse(root = repositoryRoot): ReadonlyMap<string, BrokerUse> {
  const text = readFileSync(path.join(root, 'docs/wiring.json'), 'utf8');
  const { durables, watches, calls } = wiringSchema.parse(JSON.parse(text));

  const services = new Set([
    ...Object.keys(calls),
    ...Object.keys(watches),
    ...Object.values(durables).map(({ service }) => service),
  ]);

  return new Map(
    [...services].map((service) => [
      service,
      {
        durables: Object.entries(durables)
          .filter(([, durable]) => durable.service === service)
          .map(([durable, { stream, filter }]) => ({ durable, stream, filter })),
        watches: watches[service] ?? [],
        calls: calls[service] ?? [],
      },
    ]),
  );
}
