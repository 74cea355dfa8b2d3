import {
  clientEvents,
  type EventType,
  eventTypes,
  serverEvents,
  type SocketEvent,
  streamEvents,
} from '@tribe/contracts';
import { z } from 'zod';
import { schemasOf } from './event-schemas.rules';

type Json = Readonly<Record<string, unknown>>;

interface SocketMessage extends SocketEvent {
  readonly event: string;
  readonly from: 'client' | 'server';
}

const messagesFrom = (
  from: SocketMessage['from'],
  events: Readonly<Record<string, SocketEvent>>,
): SocketMessage[] =>
  Object.entries(events).map(([event, meaning]) => ({ ...meaning, event, from }));

const socketMessages = [
  ...messagesFrom('client', clientEvents),
  ...messagesFrom('server', serverEvents),
];

const streamMessages = messagesFrom('server', { ...serverEvents, ...streamEvents });

const cloudEventHeaders: Json = {
  type: 'object',
  required: [
    'Nats-Msg-Id',
    'ce-id',
    'ce-source',
    'ce-type',
    'ce-subject',
    'ce-time',
    'ce-entityversion',
  ],
  properties: {
    'Nats-Msg-Id': {
      type: 'string',
      format: 'uuid',
      description: 'The event id, identical for duplicates',
    },
    'ce-id': { type: 'string', format: 'uuid' },
    'ce-source': { type: 'string' },
    'ce-type': { type: 'string', description: 'The subject' },
    'ce-subject': { type: 'string', description: 'Id of the entity' },
    'ce-time': { type: 'string', format: 'date-time' },
    'ce-entityversion': { type: 'string', description: 'Version of the entity after the event' },
    traceparent: { type: 'string' },
  },
};

/** Builds the AsyncAPI 3 document of the client socket and of the domain events. */
export function asyncApiDocument(version: string): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tribe sockets and events',
      version,
      description:
        'Clients connect with socket.io over WebSocket (`transports: ["websocket"]`, path `/ws`) and send their access ' +
        'token as `auth.token`. Services exchange events over NATS JetStream: protobuf payloads (shown here in their ' +
        'JSON form) with CloudEvents 1.0 attributes in the headers.',
    },
    defaultContentType: 'application/json',
    servers: {
      gateway: { host: 'api.tribe.app', pathname: '/ws', protocol: 'wss' },
      stream: { host: 'api.tribe.app', protocol: 'https' },
      jetstream: { host: 'nats:4222', protocol: 'nats', description: 'Internal only' },
    },
    channels: {
      socket: socketChannel(),
      stream: streamChannel(),
      ...Object.fromEntries(eventTypes.map((type) => [channelOf(type), eventChannel(type)])),
    },
    operations: Object.fromEntries([...socketOperations(), ...eventTypes.map(eventOperation)]),
    components: { schemas: schemasOf(eventTypes.map((type) => type.schema)), messages: messages() },
  };
}

function socketChannel(): Json {
  return {
    address: '/ws',
    description:
      'Each message is a socket.io event of the same name. Client events are acknowledged with { ok: true } or { ok: false, code, detail, status, errors, retry_after }; message.send and message.read with { ok: true, status, body } of their endpoints.',
    servers: [{ $ref: '#/servers/gateway' }],
    messages: referencesTo(socketMessages),
  };
}

function streamChannel(): Json {
  return {
    address: '/api/v1/live',
    description:
      'Server-Sent Events, for clients that only read: GET with the access token in Authorization. `goal_id`, `post_id` and `conversation_id` in the URL, up to 20 each, subscribe. Pushes have an id; after a reconnect with Last-Event-ID, nothing is replayed, and `resync` asks the client to catch up.',
    servers: [{ $ref: '#/servers/stream' }],
    messages: referencesTo(streamMessages),
  };
}

function referencesTo(socketEvents: readonly SocketMessage[]): Json {
  return Object.fromEntries(
    socketEvents.map((message) => [
      keyOf(message),
      { $ref: `#/components/messages/${keyOf(message)}` },
    ]),
  );
}

function eventChannel({ schema, subject, stream }: EventType): Json {
  return {
    address: subject,
    description: `In the stream ${stream}`,
    servers: [{ $ref: '#/servers/jetstream' }],
    messages: { [schema.name]: { $ref: `#/components/messages/${schema.name}` } },
  };
}

function socketOperations(): [string, Json][] {
  const overSocket = socketMessages.map((message) => operationOf('socket', message));
  const onlyInStreams = messagesFrom('server', streamEvents);

  return [...overSocket, ...onlyInStreams.map((message) => operationOf('stream', message))];
}

function operationOf(channel: 'socket' | 'stream', message: SocketMessage): [string, Json] {
  const action = message.from === 'client' ? 'receive' : 'send';
  const key = keyOf(message);

  return [
    `${action}-${key}`,
    {
      action,
      summary: message.summary,
      channel: { $ref: `#/channels/${channel}` },
      messages: [{ $ref: `#/channels/${channel}/messages/${key}` }],
    },
  ];
}

function eventOperation(type: EventType): [string, Json] {
  const { schema, owner } = type;
  const operation = {
    action: 'send',
    summary: `Published by ${owner}`,
    channel: { $ref: `#/channels/${channelOf(type)}` },
    messages: [{ $ref: `#/channels/${channelOf(type)}/messages/${schema.name}` }],
  };
  return [`publish-${schema.name}`, operation];
}

function messages(): Json {
  const sockets = [...socketMessages, ...messagesFrom('server', streamEvents)].map(
    ({ event, from, summary, payload }) => [
      keyOf({ event, from }),
      { name: event, title: event, summary, payload: withoutDialect(z.toJSONSchema(payload)) },
    ],
  );
  const events = eventTypes.map(({ schema, subject }) => [
    schema.name,
    {
      name: subject,
      title: schema.name,
      contentType: 'application/protobuf',
      headers: cloudEventHeaders,
      payload: { $ref: `#/components/schemas/${schema.name}` },
    },
  ]);
  return Object.fromEntries([...sockets, ...events]);
}

/** Removes `$schema`, because AsyncAPI defines its own dialect. */
function withoutDialect({ $schema: _dialect, ...schema }: Json): Json {
  return schema;
}

/** Keys in AsyncAPI must not contain dots. Clients and servers may send an event of the same name. */
function keyOf({ event, from }: Pick<SocketMessage, 'event' | 'from'>): string {
  const key = event.replaceAll('.', '-');
  return from === 'client' && event in serverEvents ? `${key}-of-client` : key;
}

function channelOf({ subject }: EventType): string {
  return subject.replaceAll('.', '-');
}
