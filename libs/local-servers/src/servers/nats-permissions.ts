import { eventTypes, streamApiPrefix, streamOf } from '@tribe/contracts';
import type { BrokerUse, StreamReads } from './broker-use';

/** The subjects that a service may use, as they are in its own account. */
export interface NatsPermissions {
  /** Requests to the account of the streams, each of which has one answer. */
  readonly requests: readonly string[];
  /** Requests to the account of the streams that have several answers: pulls. */
  readonly pulls: readonly string[];
  /** Subjects of its calls to other services, with its name as the last token. */
  readonly calls: readonly string[];
  /** Exceptions to `requests` and `pulls`. */
  readonly denied: readonly string[];
  readonly subscribe: readonly string[];
}

const owners: ReadonlySet<string> = new Set(eventTypes.map(({ owner }) => owner));

/** Returns the services that publish events, and so have a stream. */
export function streamOwners(): readonly string[] {
  return [...owners].sort();
}

/** @returns the inbox prefix that only this service may read: `_INBOX_social_graph` */
export function inboxPrefix(service: string): string {
  return `_INBOX_${service.replaceAll('-', '_')}`;
}

/** Returns the subject of a service's calls of an RPC method. The name of the caller is a token, so callers cannot lie. */
export function callSubject(method: string, caller: string): string {
  return `${method}.${caller}`;
}

/** Returns what a service may do, from how all services use the broker. */
export function natsPermissions(
  service: string,
  uses: ReadonlyMap<string, BrokerUse>,
): NatsPermissions {
  const { durables = [], watches = [], calls = [] } = uses.get(service) ?? {};
  const all = [...uses.values()].flatMap((use) => use.durables);
  const streams = [...durables, ...watches].map(({ stream }) => stream);

  return {
    requests: unique([
      ...streams.map((stream) => api(`STREAM.INFO.${stream}`)),
      ...durables.flatMap(ownDurable),
      ...watches.flatMap(({ stream, filter }) => [
        api(`CONSUMER.CREATE.${stream}.*.${filter}`),
        api(`CONSUMER.DELETE.${stream}.*`),
      ]),
      ...(owners.has(service) ? ownStream(service, all) : []),
    ]),
    pulls: unique([
      ...durables.map(({ stream, durable }) => api(`CONSUMER.MSG.NEXT.${stream}.${durable}`)),
      ...watches.map(({ stream }) => api(`CONSUMER.MSG.NEXT.${stream}.*`)),
    ]),
    calls: unique(calls.map((method) => callSubject(method, service))),
    denied: unique(watches.flatMap((watch) => foreignDurables(service, watch, all, durables))),
    subscribe: [`${inboxPrefix(service)}.>`, `rpc.${service}.>`],
  };
}

type NamedReads = StreamReads & { readonly durable: string };

function ownDurable({ stream, durable, filter }: NamedReads): string[] {
  return [
    api(`CONSUMER.CREATE.${stream}.${durable}.${filter}`),
    api(`CONSUMER.INFO.${stream}.${durable}`),
    api(`CONSUMER.DELETE.${stream}.${durable}`),
    `$JS.ACK.${stream}.${durable}.>`,
  ];
}

/**
 * An owner publishes its events and, when its stream has lost messages, moves the durables of its readers back to the
 * end of the stream. It has no more power over them than by its events.
 */
function ownStream(owner: string, all: readonly NamedReads[]): string[] {
  const stream = streamOf(owner);
  const readers = all.filter((durable) => durable.stream === stream);
  return [
    `tribe.${owner}.>`,
    api(`STREAM.INFO.${stream}`),
    api(`CONSUMER.LIST.${stream}`),
    ...readers.flatMap(({ durable, filter }) => [
      api(`CONSUMER.CREATE.${stream}.${durable}.${filter}`),
      api(`CONSUMER.DELETE.${stream}.${durable}`),
    ]),
  ];
}

/**
 * A consumer of a random name needs a wildcard, which the durables of other services on the stream are excluded from.
 * The name of another service's random consumer cannot be guessed.
 */
function foreignDurables(
  service: string,
  { stream, filter }: StreamReads,
  all: readonly NamedReads[],
  own: readonly NamedReads[],
): string[] {
  const names = new Set(own.map(({ durable }) => durable));
  const foreign = all.filter((each) => each.stream === stream && !names.has(each.durable));
  const pulls = foreign.map(({ durable }) => api(`CONSUMER.MSG.NEXT.${stream}.${durable}`));
  if (owners.has(service) && stream === streamOf(service))
    return [...pulls, ...otherFilters(stream, filter, foreign)];

  return [
    ...pulls,
    ...foreign.flatMap(({ durable }) => [
      api(`CONSUMER.CREATE.${stream}.${durable}.>`),
      api(`CONSUMER.DELETE.${stream}.${durable}`),
    ]),
  ];
}

/** An owner that reads its own stream may move the durables of its readers, but not change their filters. */
function otherFilters(stream: string, filter: string, durables: readonly NamedReads[]): string[] {
  return durables
    .filter((durable) => durable.filter !== filter)
    .map(({ durable }) => api(`CONSUMER.CREATE.${stream}.${durable}.${filter}`));
}

function api(request: string): string {
  return `${streamApiPrefix}.${request}`;
}

function unique(subjects: readonly string[]): string[] {
  return [...new Set(subjects)];
}
