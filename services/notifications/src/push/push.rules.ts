import type { AnnouncedMessage } from '@tribe/contracts';
import type { UserCard } from '@tribe/projections';
import { languageOf, nameOf } from '../notification/notification-text.rules';

/** A push to a device, in the format of the Expo push service, from which those of the others are made. */
export interface Push {
  readonly to: string;
  readonly badge?: number;
  readonly data: Readonly<Record<string, string | number>>;
  readonly title?: string;
  readonly body?: string;
  /** A push replaces a shown one with the same key: `collapseId` on iOS, `tag` on Android. */
  readonly collapseId?: string;
  readonly tag?: string;
  /** How long the push is kept for a device that is offline, in seconds. */
  readonly ttl: number;
  /** Wakes the app without showing anything. */
  readonly _contentAvailable?: true;
}

const maxBody = 150;
const secondsPerDay = 86_400;
/** A message is worth reading later, and its withdrawal must reach every device that got it. */
const messageTtl = 7 * secondsPerDay;
const notificationTtl = secondsPerDay;

/** Announces a message. A conversation and a thread have one shown push each, with the newest message. */
export function messagePush(
  message: AnnouncedMessage,
  sender: UserCard | undefined,
  { to, badge, locale }: { to: string; badge: number; locale: string | undefined },
): Push {
  const { conversationId, conversationName, threadRootId, senderId, content, seq } = message;
  const place = threadRootId ?? conversationId;
  const name = nameOf(sender)(languageOf(locale));
  // The conversation with the coach has its name.
  const said = conversationName && senderId ? `${name}: ${content}` : content;

  return {
    to,
    badge,
    title: conversationName ?? name,
    body: shortened(said),
    collapseId: place,
    tag: place,
    ttl: messageTtl,
    data: { type: 'message', ...placeData(message), seq: Number(seq) },
  };
}

interface Place {
  readonly conversationId: string;
  readonly threadRootId?: string | undefined;
}

function placeData({ conversationId, threadRootId }: Place) {
  return {
    conversation_id: conversationId,
    ...(threadRootId !== undefined && { thread_root_id: threadRootId }),
  };
}

/** Withdraws the push of a conversation or thread, up to a message. Repeating it has no effect. */
export function withdrawalPush(
  { readSeq, ...place }: Place & { readonly readSeq: number },
  { to, badge }: { to: string; badge: number },
): Push {
  return {
    to,
    badge,
    _contentAvailable: true,
    ttl: messageTtl,
    data: { type: 'message_read', ...placeData(place), seq: readSeq },
  };
}

/** Shows a notification. One about the same target replaces it. */
export function notificationPush(
  notification: {
    id: string;
    type: string;
    title: string;
    message: string;
    targetId: string;
    actionUrl: string;
  },
  to: string,
): Push {
  const { id, type, title, message, targetId, actionUrl } = notification;
  // Apple allows 64 bytes.
  const key = `${type}:${targetId}`.slice(0, 64);

  return {
    to,
    title,
    body: shortened(message),
    collapseId: key,
    tag: key,
    ttl: notificationTtl,
    data: { type: 'notification', notification_id: id, action_url: actionUrl },
  };
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= maxBody ? text : `${characters.slice(0, maxBody - 1).join('')}…`;
}
