import { Injectable } from '@nestjs/common';
import type { ChannelName } from '@tribe/contracts';
import {
  AppError,
  bearerTokenOf,
  id,
  InjectConfig,
  Lifecycle,
  ProblemFilter,
} from '@tribe/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { EventStream, type EventStreamHost } from '../socket/event-stream';
import type { RefusalData } from '../socket/event-stream.rules';
import { SocketServer } from '../socket/socket.server';

const maxChannels = 20;
const reconnectMs = 3_000;
const maxIdLength = 100;

const ids = z.union([id.transform((each) => [each]), z.array(id).max(maxChannels)]).default([]);

/** Strict, so that a token in the URL is refused. */
const streamQuery = z.strictObject({ goal_id: ids, conversation_id: ids, post_id: ids });

const head = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Compression and proxies would hold events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

/**
 * Serves the pushes of a socket as Server-Sent Events, for clients that only read and cannot open a WebSocket. Nothing is
 * replayed: a client that was connected before is asked to catch up.
 */
@Injectable()
export class EventStreams {
  private readonly open = new Set<EventStream>();

  constructor(
    private readonly server: SocketServer,
    private readonly problems: ProblemFilter,
    @InjectConfig() config: RealtimeConfig,
    lifecycle: Lifecycle,
  ) {
    const heartbeats = setInterval(() => this.beat(), config.STREAM_HEARTBEAT_MS);
    lifecycle.onStop('work', () => clearInterval(heartbeats));
  }

  mount(fastify: FastifyInstance): void {
    fastify.get('/api/v1/live', { exposeHeadRoute: false }, (request, reply) => {
      try {
        this.answer(request, reply);
      } catch (error) {
        this.problems.answer(error, request, reply);
      }
    });
  }

  private answer(request: FastifyRequest, reply: FastifyReply): void {
    const channels = channelsOf(request.query);
    const stream = new EventStream(request.raw, reply.raw);
    this.open.add(stream);
    stream.once('close', () => this.open.delete(stream));
    this.server.adopt(stream);
    const refuse = (error: AppError) => this.problems.answer(error, request, reply);
    const host = new StreamResponse(stream, channels, { request, reply, refuse });
    stream.start(host, bearerTokenOf(request.headers.authorization));
  }

  private beat(): void {
    for (const stream of this.open) stream.beat();
  }
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  refuse(error: AppError): void;
}

/** The response of a stream: its head or a problem, and the subscriptions that the URL names. */
class StreamResponse implements EventStreamHost {
  constructor(
    private readonly stream: EventStream,
    private readonly channels: readonly ChannelName[],
    private readonly exchange: Exchange,
  ) {}

  accepted(): void {
    const { reply } = this.exchange;
    reply.hijack();
    reply.raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...head });
    reply.raw.write(`retry: ${reconnectMs}\n\n`);
  }

  refused(title: string, { code, status, detail }: RefusalData): void {
    this.exchange.refuse(new AppError({ code, status, title }, { detail }));
  }

  sent(name: string): void {
    if (name !== 'connected') return;
    const { 'last-event-id': lastId } = this.exchange.request.headers;
    if (typeof lastId === 'string')
      this.stream.send('resync', { last_event_id: lastId.slice(0, maxIdLength) });
    this.channels.forEach((channel, index) => this.stream.ask(index, 'subscribe', channel));
  }

  answered(number: number, answer: object): void {
    this.stream.send('subscription', { ...this.channels[number], ...answer });
  }
}

/** @throws AppError VALIDATION_FAILED */
function channelsOf(query: unknown): ChannelName[] {
  const parsed = streamQuery.safeParse(query);

  if (!parsed.success) {
    const detail = `The URL may only name up to ${maxChannels} goal_id, post_id and conversation_id each`;
    throw new AppError(errors.VALIDATION_FAILED, { detail });
  }

  const { goal_id: goals, post_id: posts, conversation_id: conversations } = parsed.data;

  return [
    ...goals.map((goal_id) => ({ channel: 'goal' as const, goal_id })),
    ...posts.map((post_id) => ({ channel: 'post' as const, post_id })),
    ...conversations.map((conversation_id) => ({
      channel: 'conversation' as const,
      conversation_id,
    })),
  ];
}
