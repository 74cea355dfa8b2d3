import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { streamOf } from '@tribe/contracts';
import { eventually, type Tribe } from '@tribe/testing';

/** A stored message of a stream. */
export interface StoredMessage {
  readonly id: string;
  readonly subject: string;
  readonly entityId: string;
  readonly version: number;
}

/** Reads and manipulates the streams as an administrator. */
export class EventLog {
  private constructor(
    private readonly connection: NatsConnection,
    private readonly jsm: JetStreamManager,
  ) {}

  static async open(tribe: Tribe): Promise<EventLog> {
    const { host, username: user, password: pass } = new URL(tribe.nats.url);
    const connection = await connect({
      servers: host,
      user,
      pass,
      // Limits the wait when the server is killed during the connect; then it connects again.
      timeout: 2_000,
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 20,
      ignoreAuthErrorAbort: true,
    });
    return new EventLog(
      connection,
      await jetstreamManager(connection, { checkAPI: false, timeout: 5_000 }),
    );
  }

  /**
   * Returns all messages of an owner's stream, oldest first. Retries, because a restarted NATS does not respond
   * immediately.
   */
  stored(owner: string): Promise<StoredMessage[]> {
    return eventually(() => this.readAll(owner));
  }

  private async readAll(owner: string): Promise<StoredMessage[]> {
    const stream = streamOf(owner);
    const { state } = await this.jsm.streams.info(stream);
    const sequences = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);

    return Promise.all(sequences.map((seq) => this.read(stream, seq)));
  }

  /** Deletes a durable with its acknowledgements. */
  async forgetDurable(owner: string, durable: string): Promise<void> {
    await this.jsm.consumers.delete(streamOf(owner), durable);
  }

  /** Returns the acknowledged floor of a durable, or undefined if it does not exist. */
  async acknowledgedBy(owner: string, durable: string): Promise<number | undefined> {
    const info = await this.jsm.consumers.info(streamOf(owner), durable).catch(() => undefined);
    return info?.ack_floor.stream_seq;
  }

  /** Publishes a message without a relay. */
  async smuggle(
    subject: string,
    payload: Uint8Array,
    attributes: Record<string, string>,
  ): Promise<void> {
    const sent = headers();
    for (const [name, value] of Object.entries(attributes)) sent.set(name, value);
    await this.jsm.jetstream().publish(subject, payload, { headers: sent });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async read(stream: string, seq: number): Promise<StoredMessage> {
    const message = await this.jsm.streams.getMessage(stream, { seq });
    const attribute = (name: string) => message?.header.get(name) ?? '';
    return {
      id: attribute('Nats-Msg-Id'),
      subject: message?.subject ?? '',
      entityId: attribute('ce-subject'),
      version: Number(attribute('ce-entityversion')),
    };
  }
}
