import { type DescMessage, toBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { eventTypeOf, UserRegisteredSchema } from '@tribe/contracts';
import { eventOf, type NewEvent, toHeaders } from '@tribe/events';
import type { NatsServer } from '@tribe/local-servers';
import { newId } from '@tribe/service-kit';
import { eventually } from './eventually';

/** The card of a user. */
export interface UserCardInit {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly profileImageUrl?: string;
}

/** Publishes events of services that are not started, as their relays would. */
export class EventPublisher {
  private connection: Promise<NatsConnection> | undefined;

  constructor(private readonly server: NatsServer) {}

  /** Resolves when the stream has stored the event. */
  async publish<Desc extends DescMessage>(owner: string, event: NewEvent<Desc>): Promise<void> {
    const { subject, owner: actualOwner } = eventTypeOf(event.schema);
    if (actualOwner !== owner)
      throw new Error(`${event.schema.typeName} belongs to ${actualOwner}, not to ${owner}`);
    const manager = await this.manager();
    const { entityId, entityVersion, occurredAt = new Date() } = event;
    const id = newId();
    const sent = headers();

    const attributes = {
      id,
      subject,
      owner,
      entityId,
      entityVersion: String(entityVersion),
      occurredAt,
      traceparent: null,
    };

    for (const [name, value] of Object.entries(toHeaders(attributes))) sent.set(name, value);

    const payload = toBinary(event.schema, event.data);

    // A repeated message is stored once, because it has the same id.
    await eventually(() =>
      manager.jetstream().publish(subject, payload, { msgID: id, headers: sent }),
    );
  }

  announceUser(card: UserCardInit): Promise<void> {
    const registered = { user: card, registeredAt: timestampFromDate(new Date()) };
    return this.publish(
      'identity',
      eventOf(UserRegisteredSchema, { entityId: card.id, entityVersion: 1, data: registered }),
    );
  }

  async stop(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    await connection?.close();
  }

  async manager(): Promise<JetStreamManager> {
    return jetstreamManager(await (this.connection ??= openConnection(this.server)), {
      checkAPI: false,
      timeout: 1_000,
    });
  }
}

function openConnection(server: NatsServer): Promise<NatsConnection> {
  const url = new URL(server.url);
  return connect({
    servers: url.host,
    user: url.username,
    pass: url.password,
    // Maximum wait when the server is killed during the connect; then it connects again.
    timeout: 2_000,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 20,
    reconnectJitter: 10,
    ignoreAuthErrorAbort: true,
  });
}
