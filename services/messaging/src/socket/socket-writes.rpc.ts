import {
  ConversationWriteService,
  type ReadConversationRequest,
  type SendMessageRequest,
  type SocketUser,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import {
  AppError,
  type Caller,
  commonErrors,
  id,
  parseBody,
  RequestContext,
} from '@tribe/service-kit';
import { z } from 'zod';
import { sendMessageBody } from '../message/message.dto';
import { MessageService } from '../message/message.service';
import { readBody } from '../read/read.dto';
import { ReadService } from '../read/read.service';

const target = z.object({
  user: z.object({
    userId: id,
    sessionId: id,
    username: z.string(),
    roles: z.array(z.string()),
  }),
  conversationId: id,
});

/** Sends and reads for users whose sockets realtime has authenticated, with the rules of the endpoints. */
@RpcController()
export class SocketWritesRpc {
  constructor(
    private readonly messages: MessageService,
    private readonly reads: ReadService,
    private readonly context: RequestContext,
  ) {}

  @RpcMethod(ConversationWriteService.method.sendMessage)
  async sendMessage(request: SendMessageRequest) {
    const { caller, conversationId } = targetOf(request);
    const body = parseBody(sendMessageBody, request.body);
    const message = await this.messages.sendMessage(caller, conversationId, body);

    return { status: this.context.current()?.status ?? 201, body: jsonOf(message) };
  }

  @RpcMethod(ConversationWriteService.method.readConversation)
  async readConversation(request: ReadConversationRequest) {
    const { caller, conversationId } = targetOf(request);
    const body = parseBody(readBody, request.body);

    return { body: jsonOf(await this.reads.readConversation(caller, conversationId, body)) };
  }
}

function targetOf(request: { user?: SocketUser | undefined; conversationId: string }): {
  caller: Caller;
  conversationId: string;
} {
  const { success, data } = target.safeParse(request);
  if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);

  return { caller: data.user, conversationId: data.conversationId };
}

function jsonOf(view: object): Uint8Array {
  return Buffer.from(JSON.stringify(view), 'utf8');
}
