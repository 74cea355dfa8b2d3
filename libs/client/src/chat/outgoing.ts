import type { Message } from '../api.generated';
import type { TribeError } from '../http/tribe-error';
import type { QueuedWrite } from '../queue/queued-write';
import type { WriteQueue } from '../queue/write-queue';
import { Emitter } from '../support/emitter';
import { newKey } from '../support/new-key';
import type { OutgoingMessage } from './lines.rules';

const messagesPath = '/api/v1/conversations/{conversationId}/messages';
const readPath = '/api/v1/conversations/{conversationId}/read';
const maxFailed = 100;

/** The messages that a new one refers to. */
export interface SendOptions {
  /** The id of the message that it replies to. */
  readonly replyTo?: string;
  /** The id of the message whose thread it belongs to. */
  readonly threadRoot?: string;
  /** Whether the conversation shows a reply in a thread too. */
  readonly alsoInConversation?: boolean;
}

/** Events of {@link Outgoing}. */
export interface OutgoingEvents {
  /** The server has stored the message. */
  sent: Message;
  /** A message or a read mark was added or given up. */
  changed: { readonly conversationId: string };
  /** The server refuses a read mark. */
  readRefused: { readonly conversationId: string };
}

/** The messages and read marks of the user on their way to the server, in the queue of writes. */
export class Outgoing {
  readonly events = new Emitter<OutgoingEvents>();
  private failed: OutgoingMessage[] = [];

  constructor(private readonly queue: WriteQueue) {
    queue.on('sent', ({ write, response }) => {
      if (write.path === messagesPath) this.events.emit('sent', response as Message);
    });
    queue.on('failed', ({ write, error }) => this.giveUp(write, error));
  }

  /** Resolves with the `client_msg_id` when the message is stored on this device. */
  async send(
    conversationId: string,
    content: string,
    { replyTo, threadRoot, alsoInConversation = false }: SendOptions = {},
  ): Promise<string> {
    const clientMsgId = newKey();
    const reply = replyTo === undefined ? {} : { reply_to_message_id: replyTo };
    const root = { thread_root_id: threadRoot, also_in_conversation: alsoInConversation };
    const thread = threadRoot === undefined ? {} : root;
    const body = { content, client_msg_id: clientMsgId, ...reply, ...thread };
    const stored = this.queue.post(messagesPath, { path: { conversationId }, body });
    await stored;
    this.events.emit('changed', { conversationId });

    return clientMsgId;
  }

  async read(conversationId: string, messageId: string): Promise<void> {
    const path = { conversationId };
    await this.queue.post(readPath, { path, body: { message_id: messageId } });
  }

  /** Forgets a message that was given up. */
  discard(clientMsgId: string): void {
    const found = this.failed.find((each) => each.clientMsgId === clientMsgId);
    this.failed = this.failed.filter((each) => each !== found);
    if (found) this.events.emit('changed', found);
  }

  /** Returns the messages of a conversation that were given up or wait, in the order of sending. */
  of(conversationId: string): OutgoingMessage[] {
    const waiting = this.queue.waiting.flatMap((write) => messageOf(write) ?? []);
    return [...this.failed, ...waiting].filter((each) => each.conversationId === conversationId);
  }

  /** Returns whether a message may have reached the server, without an answer until now. */
  isUnanswered(conversationId: string): boolean {
    return this.queue.waiting.some(
      (write) =>
        write.firstTriedAt !== undefined && messageOf(write)?.conversationId === conversationId,
    );
  }

  private giveUp(write: QueuedWrite, error: TribeError): void {
    const message = messageOf(write, error);
    if (message) this.failed = [...this.failed, message].slice(-maxFailed);

    const conversationId = conversationOf(write);
    if (conversationId === undefined) return;
    this.events.emit(message ? 'changed' : 'readRefused', { conversationId });
  }
}

interface Inputs {
  readonly path?: { readonly conversationId?: string };
  readonly body?: {
    readonly content?: string;
    readonly client_msg_id?: string;
    readonly reply_to_message_id?: string | null;
    readonly thread_root_id?: string;
    readonly also_in_conversation?: boolean;
  };
}

function conversationOf({ path, inputs }: QueuedWrite): string | undefined {
  const isOurs = path === messagesPath || path === readPath;
  return isOurs ? (inputs as Inputs).path?.conversationId : undefined;
}

function messageOf(write: QueuedWrite, error?: TribeError): OutgoingMessage | undefined {
  const { path, body } = write.inputs as Inputs;
  const { client_msg_id: clientMsgId, content, reply_to_message_id: reply } = body ?? {};
  const { thread_root_id: threadRootId, also_in_conversation: isShown = false } = body ?? {};
  if (write.path !== messagesPath || clientMsgId === undefined) return undefined;
  const { conversationId = '' } = path ?? {};

  return {
    clientMsgId,
    conversationId,
    content: content ?? '',
    replyToMessageId: reply ?? undefined,
    threadRootId,
    isInConversation: threadRootId === undefined || isShown,
    error,
  };
}
