import { JetStreamApiError, type PubAck } from '@nats-io/jetstream';
import {
  createInbox,
  errors,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
  type Subscription,
} from '@nats-io/nats-core';

type ApiError = ConstructorParameters<typeof JetStreamApiError>[0];

/**
 * Publishes to a stream and receives all acknowledgements on one subscription. The client's own API makes a request per
 * message, each with a timer and a prepared error, which is half the cost of publishing a backlog.
 */
export class AckedPublisher {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly waiting = new Map<string, PromiseWithResolvers<PubAck>>();
  private count = 0;

  constructor(
    private readonly nats: NatsConnection,
    inboxPrefix: string,
  ) {
    this.inbox = createInbox(inboxPrefix);
    this.subscription = nats.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => this.settle(message, error),
    });
  }

  /** Whether this publisher uses the given connection. */
  isOn(nats: NatsConnection): boolean {
    return this.nats === nats;
  }

  /**
   * Resolves when the stream has stored the message or recognized a duplicate. Waits for the answer until `giveUp`.
   *
   * @throws JetStreamApiError when the stream refuses the message, NoRespondersError when no stream has the subject
   */
  publish(subject: string, payload: Uint8Array, headers: MsgHdrs): Promise<PubAck> {
    this.count += 1;
    const reply = `${this.inbox}.${this.count}`;
    const acked = Promise.withResolvers<PubAck>();
    this.waiting.set(reply, acked);

    try {
      this.nats.publish(subject, payload, { headers, reply });
    } catch (error) {
      this.waiting.delete(reply);
      acked.reject(error);
    }

    return acked.promise;
  }

  /** Rejects all pending publishes with a TimeoutError. */
  giveUp(): void {
    for (const acked of this.waiting.values()) acked.reject(new errors.TimeoutError());
    this.waiting.clear();
  }

  stop(): void {
    this.giveUp();
    if (!this.nats.isClosed()) this.subscription.unsubscribe();
  }

  private settle(message: Msg, error: Error | null): void {
    const acked = this.waiting.get(message.subject);
    if (acked === undefined) return;
    this.waiting.delete(message.subject);
    if (error) return acked.reject(error);
    if (message.headers?.code === 503)
      return acked.reject(new errors.NoRespondersError(message.subject));

    try {
      const answer = message.json<PubAck & { error?: ApiError }>();
      if (answer.error) acked.reject(new JetStreamApiError(answer.error));
      else acked.resolve(answer);
    } catch (cause) {
      acked.reject(new Error('the answer of the stream is not an acknowledgement', { cause }));
    }
  }
}
