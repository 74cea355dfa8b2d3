import { allow, type Permission, refuse } from '@tribe/service-kit';
import { isPersonal } from '../access/conversation-access.rules';
import { errors } from '../errors';
import type { ConversationKind } from '../generated/prisma/enums';
import type { Message, RepliedActivity, SystemAction, SystemMetadata } from './message.queries';

type Compared = Pick<
  Message,
  'content' | 'replyToMessageId' | 'threadRootId' | 'inConversation'
> & {
  /** The media of the attachments, in their order. */
  readonly mediaIds: readonly string[];
  readonly repliedActivity: Pick<RepliedActivity, 'type' | 'id'> | null;
};
type Sent = Compared & Pick<Message, 'clientMsgId' | 'editedAt' | 'deletedAt'>;

/** Decides whether a repeated request asks for the message that was sent before. The content may have changed since. */
export function decideRepetition(sent: Sent, asked: Compared): Permission {
  const hasChanged = sent.editedAt !== null || sent.deletedAt !== null;

  const isSame =
    (hasChanged || sent.content === asked.content) &&
    (sent.deletedAt !== null || sent.mediaIds.join() === asked.mediaIds.join()) &&
    sent.replyToMessageId === asked.replyToMessageId &&
    (hasChanged || isSameActivity(sent, asked)) &&
    sent.threadRootId === asked.threadRootId &&
    sent.inConversation === asked.inConversation;

  if (isSame) return allow;

  return refuse(isFromKey(sent) ? errors.IDEMPOTENCY_KEY_REUSED : errors.CLIENT_MSG_ID_REUSED);
}

function isSameActivity({ repliedActivity: sent }: Sent, { repliedActivity: asked }: Compared) {
  return sent?.type === asked?.type && sent?.id === asked?.id;
}

/** Clients cannot choose an id with a space. */
export function idFromKey(keyHash: string): string {
  return `key ${keyHash}`;
}

function isFromKey({ clientMsgId }: Pick<Message, 'clientMsgId'>): boolean {
  return clientMsgId?.startsWith(idFromKey('')) ?? false;
}

/** The id that the client chose, for its own view. */
export function chosenIdOf(message: Message): string | null {
  return isFromKey(message) ? null : message.clientMsgId;
}

const announcedTexts: Partial<Record<Message['type'], string>> = {
  image: '📷 Photo',
  video: '🎬 Video',
  audio: '🎤 Audio',
  file: '📎 File',
};

/** The text of a message in a push. A message with attachments may have no text of its own. */
export function announcedTextOf({
  content,
  type,
}: {
  content: string;
  type: Message['type'];
}): string {
  return content === '' ? (announcedTexts[type] ?? '') : content;
}

const maxNames = 3;

/** The users that the text of a system message names. */
export function namedUsersOf({ actor_id, user_ids, owner_id }: SystemMetadata): string[] {
  return [actor_id, ...user_ids.slice(0, maxNames), ...(owner_id === null ? [] : [owner_id])];
}

/** The text of a system message, with the names that its reader may see. */
export function systemTextOf(
  { action, actor_id, user_ids, owner_id, name, goal_title }: SystemMetadata,
  nameOf: (userId: string) => string,
): string {
  const actor = nameOf(actor_id);
  const rest = user_ids.length - maxNames;
  const names = user_ids.slice(0, maxNames).map(nameOf).join(', ');
  const users = rest > 0 ? `${names} and ${rest} more` : names;

  const left =
    owner_id === null ? 'left' : `left; ${nameOf(owner_id)} is the owner of the conversation now`;

  const systemTexts: Record<SystemAction, string> = {
    participants_added: `added ${users}`,
    participant_removed: `removed ${users}`,
    participant_left: left,
    renamed: `named the conversation “${name}”`,
    image_changed: 'changed the image of the conversation',
    goal_completed: `completed the '${goal_title}' goal!`,
    retention_changed: 'changed how long messages are kept',
    roles_changed: 'changed the roles that see the channel',
    type_changed: 'changed the type of the channel',
    event_changed: 'changed the time or the place of the event',
  };

  return `${actor} ${systemTexts[action]}`;
}

/** Whether the coach has written a message: it has no sender. Messages of erased users have none either, elsewhere. */
export function isOfCoach({ senderId, type }: Message, kind: ConversationKind): boolean {
  return kind === 'ai_coach' && senderId === null && type !== 'system';
}

/** Whether messages of hidden users have no content. A conversation of two users stays readable after a block. */
export function collapses(kind: ConversationKind): boolean {
  return !isPersonal(kind);
}
