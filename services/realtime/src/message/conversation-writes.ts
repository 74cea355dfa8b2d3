import { Injectable } from '@nestjs/common';
import { type Accepted, clientEvents, ConversationWriteService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, BoundedWork, commonErrors, QueueFullError } from '@tribe/service-kit';
import type { z } from 'zod';
import type { TribeSocket } from '../socket/socket.types';
import { SocketTurns } from '../subscription/socket-turns';
import { MessageLimits } from './message-limits';

const deadlineMs = 3_000;
/** Forwarded at the same time, and waiting for it; further ones are refused. */
const concurrency = 64;
const queueLimit = 256;

type Send = z.infer<(typeof clientEvents)['message.send']['payload']>;
type Read = z.infer<(typeof clientEvents)['message.read']['payload']>;
type Answer = Omit<Accepted, 'ok'>;

/** Forwards the messages and read marks that arrive over sockets to messaging, which applies the rules of HTTP. */
@Calls(
  ConversationWriteService.method.sendMessage,
  ConversationWriteService.method.readConversation,
)
@Injectable()
export class ConversationWrites {
  private readonly turns = new SocketTurns();
  private readonly work = new BoundedWork(concurrency, queueLimit);

  constructor(
    private readonly rpc: Rpc,
    private readonly limits: MessageLimits,
  ) {}

  /** @throws AppError of messaging, RATE_LIMITED, OVERLOADED or RPC_UNAVAILABLE */
  send(socket: TribeSocket, { conversation_id: conversationId, ...body }: Send): Promise<Answer> {
    const request = { user: userOf(socket), conversationId, body: bytesOf(body) };

    return this.forward(socket, conversationId, async () => {
      const client = this.rpc.client(ConversationWriteService);
      const { status, body: sent } = await client.sendMessage(request, { deadlineMs });

      return { status, body: valueOf(sent) };
    });
  }

  /** @throws AppError of messaging, RATE_LIMITED, OVERLOADED or RPC_UNAVAILABLE */
  read(socket: TribeSocket, { conversation_id: conversationId, ...body }: Read): Promise<Answer> {
    const request = { user: userOf(socket), conversationId, body: bytesOf(body) };

    return this.forward(socket, conversationId, async () => {
      const client = this.rpc.client(ConversationWriteService);
      const { body: mark } = await client.readConversation(request, { deadlineMs });

      return { status: 200, body: valueOf(mark) };
    });
  }

  /** In the order of the socket, so that its messages get their numbers in this order. */
  private async forward(
    socket: TribeSocket,
    conversationId: string,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    await this.limits.count(socket.data.userId);
    return this.turns.run(socket, conversationId, () => this.work.run(call).catch(refuseFull));
  }
}

function refuseFull(error: unknown): never {
  if (!(error instanceof QueueFullError)) throw error;
  throw new AppError(commonErrors.OVERLOADED, { retryAfterSeconds: 1 });
}

function userOf({ data: { userId, sessionId, username, roles } }: TribeSocket) {
  return { userId, sessionId, username, roles: [...roles] };
}

function bytesOf(body: object): Uint8Array {
  return Buffer.from(JSON.stringify(body), 'utf8');
}

function valueOf(body: Uint8Array): unknown {
  return JSON.parse(Buffer.from(body).toString('utf8'));
}
