import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  connect,
  createInbox,
  type NatsConnection,
  PermissionViolationError,
} from '@nats-io/transport-node';
import { eventTypes, streamApiPrefix, streamOf } from '@tribe/contracts';
import { readTopology } from '../topology/service-topology';
import { readBrokerUse } from './broker-use';
import { callSubject, inboxPrefix, streamOwners } from './nats-permissions';
import { NatsServer } from './nats-server';

const services = readTopology().map(({ name }) => name);
const uses = readBrokerUse();
const useOf = (service: string) => uses.get(service) ?? { durables: [], watches: [], calls: [] };
const durables = services.flatMap((service) =>
  useOf(service).durables.map((durable) => ({ service, ...durable })),
);
const methods = [...new Set(services.flatMap((service) => useOf(service).calls))];
const ownerOf = new Map(streamOwners().map((owner) => [streamOf(owner), owner]));
const streams = [...ownerOf.keys()];

let folder: string;
let server: NatsServer;
const connections = new Map<string, NatsConnection>();
let admin: JetStreamManager;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-nats-permissions-'));
  const user = (name: string) => ({ name, password: `the password of ${name}` });
  server = new NatsServer({ folder, admin: user('admin'), services: services.map(user) });
  await server.start();
  for (const name of services) connections.set(name, await connectTo(server.urlOf(name), name));
  const connection = await connectTo(server.url, 'admin');
  connections.set('admin', connection);
  admin = await jetstreamManager(connection);
});

afterAll(async () => {
  for (const connection of connections.values()) await connection.close();
  await server.wipe();
  rmSync(folder, { recursive: true, force: true });
});

function connectTo(url: string, name: string): Promise<NatsConnection> {
  const { host, username, password } = new URL(url);
  return connect({
    servers: host,
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
    inboxPrefix: inboxPrefix(name),
  });
}

const as = (service: string): NatsConnection => {
  const connection = connections.get(service);
  if (!connection) throw new Error(`${service} is not connected`);
  return connection;
};

const api = (request: string) => `${streamApiPrefix}.${request}`;
const managerOf = (service: string) =>
  jetstreamManager(as(service), { apiPrefix: streamApiPrefix, checkAPI: false });

/** Whether a service may publish a subject, told from the wiring. */
type Allowed = (service: string) => boolean;

const nobody: Allowed = () => false;

const streamRequests = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'PURGE',
  'MSG.GET',
  'MSG.DELETE',
  'SNAPSHOT',
  'RESTORE',
  'PEER.REMOVE',
  'LEADER.STEPDOWN',
];

/** Everything that a service could publish, with the services that may. */
function publications(): Map<string, Allowed> {
  const all = new Map<string, Allowed>();
  for (const { subject, owner } of eventTypes) all.set(subject, (service) => service === owner);

  for (const method of methods)
    for (const caller of services)
      all.set(
        callSubject(method, caller),
        (service) => service === caller && useOf(service).calls.includes(method),
      );

  for (const { service: reader, durable, stream, filter } of durables) {
    const own: Allowed = (service) => service === reader;
    const ownOrOwner: Allowed = (service) => service === reader || service === ownerOf.get(stream);
    all.set(api(`CONSUMER.CREATE.${stream}.${durable}.${filter}`), ownOrOwner);
    all.set(api(`CONSUMER.DELETE.${stream}.${durable}`), ownOrOwner);
    all.set(api(`CONSUMER.INFO.${stream}.${durable}`), own);
    all.set(api(`CONSUMER.MSG.NEXT.${stream}.${durable}`), own);
    all.set(`$JS.ACK.${stream}.${durable}.1.1.1.1.1`, own);
    for (const request of ['PAUSE', 'UNPIN', 'LEADER.STEPDOWN', 'RESET'])
      all.set(api(`CONSUMER.${request}.${stream}.${durable}`), nobody);

    // Requests in which the broker would not check the filter.
    all.set(api(`CONSUMER.CREATE.${stream}.${durable}`), nobody);
    all.set(api(`CONSUMER.DURABLE.CREATE.${stream}.${durable}`), nobody);
  }

  for (const stream of streams) {
    const owns: Allowed = (service) => service === ownerOf.get(stream);
    const reads: Allowed = (service) =>
      [...useOf(service).durables, ...useOf(service).watches].some(
        (each) => each.stream === stream,
      );
    all.set(api(`STREAM.INFO.${stream}`), (service) => owns(service) || reads(service));
    all.set(api(`CONSUMER.LIST.${stream}`), owns);
    for (const request of streamRequests)
      for (const name of [stream, 'INVENTED']) all.set(api(`STREAM.${request}.${name}`), nobody);

    all.set(api(`CONSUMER.CREATE.${stream}.invented.tribe.>`), nobody);
    all.set(api(`CONSUMER.CREATE.${stream}`), nobody);
    all.set(api(`DIRECT.GET.${stream}`), nobody);
    all.set(api(`CONSUMER.NAMES.${stream}`), nobody);
    all.set(api(`CONSUMER.DELETE.${stream}.random`), (service) =>
      useOf(service).watches.some((each) => each.stream === stream),
    );
    all.set(`$JS.ACK.${stream}.invented.1.1.1.1.1`, nobody);
  }

  for (const request of ['INFO', 'STREAM.NAMES', 'STREAM.LIST', 'STREAM.TEMPLATE.NAMES'])
    all.set(api(request), nobody);

  for (const subject of [...all.keys()].filter((each) => each.startsWith(streamApiPrefix)))
    all.set(`$JS.API${subject.slice(streamApiPrefix.length)}`, nobody);

  for (const service of services) {
    all.set(`${inboxPrefix(service)}.unasked`, nobody);
    all.set(`rpc.${service}.Invented.Method.${service}`, nobody);
  }

  return all;
}

/** Runs work and returns the subjects that the server refused to the service meanwhile. */
async function refusals(service: string, work: (nats: NatsConnection) => void): Promise<string[]> {
  const connection = await connectTo(server.urlOf(service), service);
  const refused: string[] = [];

  const watching = (async () => {
    for await (const status of connection.status())
      if (status.type === 'error' && status.error instanceof PermissionViolationError)
        refused.push(status.error.subject);
  })();

  work(connection);
  // The server reports every refusal before it answers.
  await connection.flush();
  await connection.close();
  await watching;

  return refused.sort();
}

describe.each(services)('%s', (service) => {
  test('may publish its events, its calls and the requests of its own durables, and nothing else', async () => {
    const all = [...publications()];
    const forbidden = all.filter(([, allowed]) => !allowed(service)).map(([subject]) => subject);
    const refused = await refusals(service, (nats) => {
      for (const [subject] of all) nats.publish(subject);
    });
    expect(forbidden.length).toBeGreaterThan(100);
    expect(refused).toEqual(forbidden.sort());
  });

  test('may subscribe to its own inbox and its own methods, and nothing else', async () => {
    const own = [`${inboxPrefix(service)}.>`, `rpc.${service}.>`];
    const foreign = [
      ...services
        .filter((name) => name !== service)
        .flatMap((name) => [`${inboxPrefix(name)}.>`, `rpc.${name}.>`, `tribe.${name}.>`]),
      '>',
      'rpc.>',
      'tribe.>',
      '_INBOX.>',
      '$JS.>',
      '$SYS.>',
      `tribe.${service}.>`,
    ];
    const refused = await refusals(service, (nats) => {
      for (const subject of [...own, ...foreign])
        nats.subscribe(subject, { callback: () => undefined });
    });
    expect(refused).toEqual(foreign.toSorted());

    const refusedInQueues = await refusals(service, (nats) => {
      for (const subject of [...own, ...foreign])
        nats.subscribe(subject, { queue: 'workers', callback: () => undefined });
    });
    expect(refusedInQueues).toEqual(foreign.toSorted());
  });

  test('can publish each of its events', async () => {
    for (const { subject } of eventTypes.filter(({ owner }) => owner === service))
      expect((await jetstream(as(service)).publish(subject, 'event')).stream).toBe(
        streamOf(service),
      );
  });

  test('can create, read, acknowledge and delete each of its durables', async () => {
    const manager = await managerOf(service);
    for (const { durable, stream, filter } of useOf(service).durables) {
      await publishInto(filter);
      await manager.consumers.add(stream, {
        durable_name: durable,
        filter_subject: filter,
        ack_policy: 'explicit',
      });
      const consumer = await manager.jetstream().consumers.get(stream, durable);
      const message = await consumer.next({ expires: 10_000 });
      expect(await message?.ackAck()).toBe(true);
      expect(await manager.consumers.delete(stream, durable)).toBe(true);
    }
  });

  test('can read the events that its replicas watch, and no durable of another service', async () => {
    const manager = await managerOf(service);
    for (const { stream, filter } of useOf(service).watches) {
      await publishInto(filter);
      const info = await manager.consumers.add(stream, {
        name: `random-${service}`,
        filter_subject: filter,
        ack_policy: 'none',
        inactive_threshold: 60_000_000_000,
      });
      const consumer = manager.jetstream().consumers.getConsumerFromInfo(info);
      expect((await consumer.next({ expires: 10_000 }))?.subject).toMatch(/^tribe\./);

      const foreign = durables.filter((each) => each.stream === stream && each.service !== service);
      const subjects = foreign.flatMap(({ durable }) => [
        api(`CONSUMER.CREATE.${stream}.${durable}.${filter}`),
        api(`CONSUMER.MSG.NEXT.${stream}.${durable}`),
        // An owner may move the durables of its readers, which includes deleting them.
        ...(ownerOf.get(stream) === service ? [] : [api(`CONSUMER.DELETE.${stream}.${durable}`)]),
      ]);
      const refused = await refusals(service, (nats) => {
        for (const subject of subjects) nats.publish(subject);
      });
      expect(refused).toEqual(subjects.sort());
    }
  });

  test('can call each of its methods, and only the owner of the method can answer', async () => {
    for (const method of useOf(service).calls) {
      const subject = callSubject(method, service);
      await expect(as(service).request(subject, '', { timeout: 10_000 })).rejects.toThrow(
        'no responders',
      );
      const owner = as(method.split('.')[1] ?? '');
      const answering = owner.subscribe(`${method}.*`, {
        callback: (_error, message) => void message.respond(message.subject),
      });
      await owner.flush();
      const answer = await as(service).request(subject, '', { timeout: 10_000 });
      expect(answer.string()).toBe(subject);
      answering.unsubscribe();
      await owner.flush();
    }
  });
});

/** Publishes an event that a filter selects. */
async function publishInto(filter: string): Promise<void> {
  const selected = eventTypes.find(({ subject }) =>
    filter.endsWith('>') ? subject.startsWith(filter.slice(0, -1)) : subject === filter,
  );
  if (!selected) throw new Error(`No event has the filter ${filter}`);
  await jetstream(as(selected.owner)).publish(selected.subject, 'event');
}

/** The streams, their durables and the subjects in them, as the admin sees them. */
async function stateOfStreams(except: string | undefined) {
  const states = [];
  for await (const { config, state } of admin.streams.list()) {
    const info = await admin.streams.info(config.name, { subjects_filter: '>' });
    const consumers = await admin.consumers.list(config.name).next();
    if (config.name !== except)
      states.push({
        name: config.name,
        messages: state.messages,
        first: state.first_seq,
        subjects: info.state.subjects,
        consumers: consumers.map(({ name }) => name),
      });
  }
  return states;
}

describe('an answer of the broker', () => {
  const foreignTo = (service: string) => [
    ...streams.flatMap((stream) => [
      `$JS.API.STREAM.DELETE.${stream}`,
      `$JS.API.STREAM.PURGE.${stream}`,
      `$JS.API.STREAM.MSG.DELETE.${stream}`,
      api(`STREAM.DELETE.${stream}`),
    ]),
    ...durables
      .filter((each) => each.service !== service && ownerOf.get(each.stream) !== service)
      .flatMap(({ durable, stream }) => [
        `$JS.API.CONSUMER.DELETE.${stream}.${durable}`,
        api(`CONSUMER.DELETE.${stream}.${durable}`),
      ]),
    ...eventTypes.filter(({ owner }) => owner !== service).map(({ subject }) => subject),
    // Requests that the service may make, on which a server must not stumble.
    ...useOf(service).durables.map(({ stream, durable, filter }) =>
      api(`CONSUMER.CREATE.${stream}.${durable}.${filter.replace('>', 'invented')}`),
    ),
    ...useOf(service).watches.map(({ stream, filter }) =>
      api(`CONSUMER.CREATE.${stream}.random.${filter.replace('>', 'invented')}`),
    ),
  ];

  beforeAll(async () => {
    for (const { durable, stream, filter } of durables)
      await admin.consumers.add(stream, {
        durable_name: durable,
        filter_subject: filter,
        ack_policy: 'explicit',
      });
  });

  /** Returns the subject on which a service pulls from a consumer of its own, which has no event left. */
  async function pullOf(service: string): Promise<string> {
    const { durables: read, watches } = useOf(service);
    const [durable] = read;
    const [watch] = watches;
    if (durable) return drained(service, `${durable.stream}.${durable.durable}`);
    if (!watch) throw new Error(`${service} reads nothing`);

    const name = `random-answers-${service}`;
    await (
      await managerOf(service)
    ).consumers.add(watch.stream, { name, filter_subject: watch.filter, ack_policy: 'none' });
    return drained(service, `${watch.stream}.${name}`);
  }

  async function drained(service: string, consumer: string): Promise<string> {
    const subject = api(`CONSUMER.MSG.NEXT.${consumer}`);
    while (!(await isEmpty(service, subject)));
    return subject;
  }

  const nothingWaits = '{"batch":1,"no_wait":true}';

  async function isEmpty(service: string, pull: string): Promise<boolean> {
    const answers = as(service).subscribe(createInbox(inboxPrefix(service)), {
      max: 1,
      timeout: 10_000,
    });
    as(service).publish(pull, nothingWaits, { reply: answers.getSubject() });
    for await (const { headers } of answers) return headers?.code === 404;
    return false;
  }

  test.each(services)(
    'changes nothing foreign, whatever reply subject %s names',
    async (service) => {
      const pull = await pullOf(service);
      const own = streamOwners().includes(service) ? streamOf(service) : undefined;
      const before = await stateOfStreams(own);
      const [event] = eventTypes.filter(({ owner }) => owner === service);
      const nats = as(service);

      for (const reply of foreignTo(service)) {
        if (event) nats.publish(event.subject, 'event', { reply });
        nats.publish(pull, nothingWaits, { reply });
        nats.publish(pull, 'malformed', { reply });
      }

      // The consumer and the stream answer their requests in order.
      expect(await isEmpty(service, pull)).toBe(true);
      if (event) await jetstream(nats).publish(event.subject, 'event');
      expect(await stateOfStreams(own)).toEqual(before);
    },
  );
});

/** A durable of a service on the stream of another. */
function foreignReader() {
  const [reader] = durables.filter(({ service, stream }) => ownerOf.get(stream) !== service);
  if (!reader) throw new Error('No service reads a foreign stream');

  return reader;
}

/** Creates a durable anew, with settings that its subject does not show; returns the code of the error. */
async function createWith(settings: object): Promise<number | undefined> {
  const { service, durable, stream, filter } = foreignReader();
  await (await managerOf(service)).consumers.delete(stream, durable).catch(() => undefined);

  const answer = await as(service).request(
    api(`CONSUMER.CREATE.${stream}.${durable}.${filter}`),
    JSON.stringify({
      stream_name: stream,
      config: { durable_name: durable, name: durable, filter_subject: filter, ...settings },
    }),
  );

  return answer.json<{ error?: { code: number } }>().error?.code;
}

test.each([
  ['another filter', { filter_subject: 'tribe.>' }],
  ['several filters', { filter_subject: undefined, filter_subjects: ['tribe.>'] }],
  ['no filter', { filter_subject: undefined }],
  ['another name', { durable_name: 'another', name: 'another' }],
])('a durable with %s than its subject says is refused', async (_what, settings) => {
  const { stream } = foreignReader();
  expect(await createWith(settings)).toBe(400);
  const consumers = await admin.consumers.list(stream).next();
  for (const { config } of consumers) expect(config.filter_subject).not.toBe('tribe.>');
  expect(consumers.map(({ name }) => name)).not.toContain('another');
});

test.each([
  ['its stream', (owner: string) => `tribe.${owner}.pushed`],
  ['its methods', (owner: string) => `rpc.${owner}.Invented.Method.gateway`],
  ['its inbox', (owner: string) => `${inboxPrefix(owner)}.asked`],
])('an event that a service pushes to another does not reach %s', async (_what, subjectOf) => {
  const { stream, durable, filter } = foreignReader();
  await publishInto(filter);
  const [foreign] = streams.filter((each) => each !== stream);
  const owner = ownerOf.get(foreign ?? '') ?? '';
  const received: string[] = [];

  const subscriptions = [`rpc.${owner}.>`, `${inboxPrefix(owner)}.asked`].map((subject) =>
    as(owner).subscribe(subject, { callback: (_error, { subject: at }) => void received.push(at) }),
  );

  await as(owner).flush();
  const before = await stateOfStreams(stream);
  await createWith({ deliver_subject: subjectOf(owner) });
  expect((await admin.consumers.info(stream, durable)).delivered.consumer_seq).toBe(0);
  await as(owner).flush();
  expect(received).toEqual([]);
  expect(await stateOfStreams(stream)).toEqual(before);
  for (const subscription of subscriptions) subscription.unsubscribe();
});
