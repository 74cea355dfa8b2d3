import type { IncomingMessage } from 'node:http';
import { connect as connectPlain, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { Injectable } from '@nestjs/common';
import {
  clientAddressOf,
  InjectConfig,
  Logger,
  refuseConnection,
  RequestScope,
} from '@tribe/service-kit';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from '../config';
import { Cors } from '../edge/cors';
import { EdgeLimits } from '../edge/edge-limits';
import { SlowClients } from '../proxy/slow-clients';
import { Upstreams } from '../proxy/upstreams';
import { socketUpstream } from '../routing/owners';
import { OpenConnections } from './open-connections';
import { errorOf, flawIn, isHandshake, type Refusal, upgradeRequest } from './upgrade.rules';

const connectTimeoutMs = 1_000;

interface Client {
  readonly socket: Duplex;
  readonly address: string;
}

/**
 * Connects the WebSockets of clients to realtime: checks the handshake, then only forwards bytes. Realtime verifies the
 * access token in socket.io's `auth` payload. A token in the URL is refused, because it would end up in access logs.
 */
@Injectable()
export class WebSocketProxy {
  private readonly cors: Cors;
  private readonly logger: Logger;

  constructor(
    private readonly upstreams: Upstreams,
    private readonly limits: EdgeLimits,
    private readonly slowClients: SlowClients,
    private readonly connections: OpenConnections,
    @InjectConfig() private readonly config: GatewayConfig,
    logger: Logger,
  ) {
    this.cors = new Cors(config.ALLOWED_ORIGINS);
    this.logger = logger.for('WebSocketProxy');
  }

  mount({ server }: FastifyInstance): void {
    // Other upgrades, such as the h2c that Java clients offer, are ignored.
    Object.assign(server, { shouldUpgradeCallback: isHandshake });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.watch(socket);
      const client = { socket, address: this.addressOf(request) };
      const refusal = this.refusalOf(request, client);
      if (refusal !== undefined) return refuseConnection(socket, errorOf(refusal));
      // Before the handshake is counted, so that handshakes at the same time take no more places than there are.
      this.connections.take(socket, client.address);
      void this.countAndJoin(request, client, head);
    });
  }

  /** Ends a socket whose client takes nothing, or keeps its half open after the last byte. */
  private watch(socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    socket.on('drain', () => this.slowClients.noteProgress(socket));
    socket.once('finish', () => socket.destroy());
    socket.once('close', () => this.slowClients.forget(socket));
    this.slowClients.noteProgress(socket);
  }

  /** Each handshake can make realtime verify one token, so handshakes are counted by address. */
  private async countAndJoin(request: IncomingMessage, client: Client, head: Buffer) {
    const { limited, resetSeconds } = await this.limits.countHandshake(client.address);
    if (client.socket.destroyed) return;
    if (limited) refuseConnection(client.socket, errorOf('too fast', resetSeconds));
    else this.join(request, client, head);
  }

  private refusalOf(request: IncomingMessage, { address }: Client): Refusal | undefined {
    const flaw = flawIn(request, (origin) => this.cors.allows(origin));
    return flaw ?? this.connections.refusalOf(address);
  }

  private join(request: IncomingMessage, client: Client, head: Buffer): void {
    const realtime = this.connect();
    const { UPSTREAM_TIMEOUT_MS, DEADLINE_FACTOR } = this.config;
    endUnanswered(realtime, connectTimeoutMs * DEADLINE_FACTOR, UPSTREAM_TIMEOUT_MS);

    realtime.once('connect', () => {
      realtime.write(this.handshakeOf(request, client));
      if (head.length > 0) realtime.write(head);
      client.socket.pipe(realtime).pipe(client.socket);
    });

    // Traffic in either direction resets the timeout; socket.io's pings keep a working connection open.
    realtime.setTimeout(this.config.WEBSOCKET_IDLE_MS, () => realtime.destroy());

    realtime.once('error', (error) => {
      this.logger.warn({ err: error }, 'the connection to realtime failed');
      if (realtime.bytesRead === 0) refuseConnection(client.socket, errorOf('unavailable'));
    });

    realtime.once('close', () => close(client.socket));
    client.socket.once('close', () => realtime.destroy());
  }

  private connect(): Socket {
    const { hostname, port, protocol } = this.upstreams.urlOf(socketUpstream);
    if (protocol !== 'https:')
      return connectPlain({ host: hostname, port: Number(port || 80), noDelay: true });
    return connectTls({ host: hostname, servername: hostname, port: Number(port || 443) });
  }

  private handshakeOf(request: IncomingMessage, { address }: Client): string {
    const { requestId, traceparent } = new RequestScope();
    const { host } = this.upstreams.urlOf(socketUpstream);
    return upgradeRequest(request, { host, requestId, traceparent, clientAddress: address });
  }

  private addressOf({ headers, socket }: IncomingMessage): string {
    return clientAddressOf(
      headers['x-forwarded-for'],
      socket.remoteAddress ?? '',
      this.config.TRUSTED_PROXIES,
    );
  }
}

/** Ends a connection that is not established, or to which realtime does not answer, in time. */
function endUnanswered(realtime: Socket, connectMs: number, answerMs: number): void {
  const endAfter = (ms: number, reason: string) =>
    setTimeout(() => realtime.destroy(new Error(reason)), ms);
  let deadline = endAfter(connectMs, 'connect timed out');
  const stop = () => clearTimeout(deadline);

  realtime.once('connect', () => {
    stop();
    deadline = endAfter(answerMs, 'the handshake was not answered');
  });

  realtime.once('data', stop);
  realtime.once('close', stop);
}

/** Sends the remaining bytes, then destroys the socket, because the peer might never close its half. */
function close(socket: Duplex): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.end(() => socket.destroy());
}
