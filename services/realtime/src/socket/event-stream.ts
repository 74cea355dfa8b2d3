import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { newId } from '@tribe/service-kit';
import { eventText, type Packet, readPacket, type RefusalData } from './event-stream.rules';
import type { Wire } from './wire';

const heartbeat = ': keep-alive\n\n';

/** Receives the packets of a stream that are no events. */
export interface EventStreamHost {
  /** Called when the token was accepted, to send the head of the response. */
  accepted(): void;
  refused(title: string, data: RefusalData): void;
  /** Called with the acknowledgement of a client event. */
  answered(number: number, answer: object): void;
  /** Called after each event. */
  sent(name: string): void;
}

/**
 * A connection of engine.io whose packets become Server-Sent Events in an HTTP response. For socket.io it is a socket like
 * any other, so that it has the same rooms, permissions, limits and ends.
 */
export class EventStream extends EventEmitter implements Wire {
  readonly id = newId();
  readonly protocol = 4;
  readonly transport = { name: 'event-stream', writable: true };
  readonly remoteAddress: string | undefined;
  readyState: 'open' | 'closed' = 'open';
  private host: EventStreamHost | undefined;

  constructor(
    readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {
    super();
    this.remoteAddress = request.socket.remoteAddress;
    response.once('close', () => this.end('transport close'));
  }

  /** Sends the token and further client events, as a client of socket.io does. */
  start(host: EventStreamHost, token: string | undefined): void {
    this.host = host;
    this.emit('data', `0${JSON.stringify({ token })}`);
  }

  /** Sends a client event, whose acknowledgement has the number. */
  ask(number: number, event: string, payload: object): void {
    this.emit('data', `2${number}${JSON.stringify([event, payload])}`);
  }

  /** Called by socket.io. */
  write(packet: string): void {
    const read = readPacket(packet);
    if (read.kind === 'event') this.send(read.name, read.payload);
    else this.handle(read);
  }

  /** Writes an event, unless too much waits for the client. */
  send(name: string, payload: unknown): void {
    const data = eventText(name, payload);
    this.emit('flush');
    this.emit('packetCreate', { data });
    if (this.readyState !== 'open') return;
    this.response.write(data);
    this.host?.sent(name);
  }

  beat(): void {
    if (this.response.headersSent && !this.response.writableNeedDrain)
      this.response.write(heartbeat);
  }

  get unreadBytes(): number {
    return this.response.writableLength;
  }

  onceClosed(callback: () => void): void {
    this.response.once('close', callback);
  }

  /** Called by socket.io without a code when the server disconnects the socket. */
  close(_code?: unknown, reason?: string): void {
    if (this.readyState !== 'open') return;
    if (reason !== undefined) this.response.write(eventText('closed', { code: reason }));
    // Without a head, the refusal is the response.
    if (this.response.headersSent) this.response.end();
    this.end('forced close');
  }

  cut(): void {
    this.response.destroy();
  }

  /** A stream has no frames of the client. */
  onFrame(): void {
    return undefined;
  }

  stopReading(): void {
    return undefined;
  }

  private handle(packet: Packet): void {
    if (packet.kind === 'accepted') this.host?.accepted();
    else if (packet.kind === 'refused') this.host?.refused(packet.title, packet.data);
    else if (packet.kind === 'answer') this.host?.answered(packet.number, packet.answer);
  }

  private end(reason: string): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.emit('close', reason);
  }
}
