import { z } from 'zod';
import { feedNew, postUpdate } from './feed-socket-events';
import { goalUpdate, systemUpdate } from './goal-socket-events';
import {
  locationEnded,
  locationPosition,
  locationShare,
  locationStarted,
  locationStop,
  locationUpdate,
} from './location-socket-events';
import { messageSend } from './message-socket-events';
import { conversationPush, delivered, id, repliedActivity, time } from './socket-fields';
import { threadRead } from './thread-socket-events';

export const notificationNew = z.object({
  ...delivered,
  notification: z.object({
    id,
    title: z.string(),
    message: z.string(),
    notification_type: z.string(),
    action_url: z.string().nullable(),
    created_at: time,
  }),
});
export type NotificationNew = z.infer<typeof notificationNew>;

const messageSender = z.object({
  id,
  username: z.string(),
  full_name: z.string(),
  profile_image_url: z.string().nullable(),
});

const mentions = z.object({
  user_ids: z.array(id).describe('Participants named in the content'),
  room: z.boolean().describe('Whether all participants are mentioned'),
});

const pushedAttachment = z.object({
  media_id: id,
  kind: z.string(),
  content_type: z.string(),
  name: z.string().nullable(),
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  blurhash: z.string().nullable(),
  color: z.string().nullable(),
});

const pushedMessage = z.object({
  id,
  sender: messageSender.nullable().describe('null for system messages and those of the coach'),
  content: z.string().nullable().describe('null for system messages, which have metadata'),
  message_type: z.string(),
  is_ai: z.boolean().describe('Whether the coach has written the message'),
  reply_to_message_id: id.nullable(),
  thread_root_id: id.nullable().describe('The message whose thread the message belongs to'),
  is_in_conversation: z
    .boolean()
    .describe('false for a reply that is shown in its thread only; it does not count as unread'),
  reply_to_activity: repliedActivity,
  mentions,
  attachments: z
    .array(pushedAttachment)
    .describe('Without URLs, which expire: they are in the history (`around` the message)'),
  metadata: z
    .object({
      action: z.string(),
      actor_id: id,
      user_ids: z.array(id),
      owner_id: id.nullable(),
      name: z.string().nullable(),
      goal_id: id.optional(),
      goal_title: z.string().optional(),
    })
    .nullable(),
  created_at: time,
});
export type PushedMessage = z.infer<typeof pushedMessage>;

export const messageNew = z.object({ ...conversationPush, message: pushedMessage });
export type MessageNew = z.infer<typeof messageNew>;

export const messageEdited = z.object({
  ...conversationPush,
  message_id: id,
  content: z.string(),
  mentions,
  edited_at: time,
});
export type MessageEditedPush = z.infer<typeof messageEdited>;

export const messageDeleted = z.object({ ...conversationPush, message_id: id, deleted_at: time });
export type MessageDeletedPush = z.infer<typeof messageDeleted>;

export const messageRead = z.object({
  ...conversationPush,
  message_id: id.describe('The participant has read all messages up to this one'),
  user_id: id,
  read_at: time,
});
export type MessageRead = z.infer<typeof messageRead>;

export const messageReaction = z.object({
  ...conversationPush,
  message_id: id,
  user_id: id,
  emoji: z.string(),
  is_removed: z.boolean().describe('Whether the user has removed the reaction'),
  changed_at: time,
});
export type MessageReaction = z.infer<typeof messageReaction>;

export const messagePinned = z.object({
  ...conversationPush,
  message_id: id,
  is_pinned: z.boolean(),
  changed_at: time,
});
export type MessagePinnedPush = z.infer<typeof messagePinned>;

export const conversationUpdate = z.object({
  ...conversationPush,
  update_type: z.enum(['created', 'updated', 'participants_added', 'participant_removed']),
  conversation: z.object({
    conversation_type: z.string(),
    name: z.string().nullable(),
    image_url: z.string().nullable(),
  }),
  user_ids: z.array(id).describe('The users that joined or left'),
  message: pushedMessage.nullable().describe('The system message about it'),
});
export type ConversationUpdate = z.infer<typeof conversationUpdate>;

export const typing = z.object({
  conversation_id: id,
  user: z.object({ id, username: z.string(), full_name: z.string() }),
  is_typing: z.boolean(),
  expires_at: time.describe(
    'When the user counts as no longer typing, unless a further event comes',
  ),
});
export type Typing = z.infer<typeof typing>;

export const presenceUpdate = z.object({
  user_id: id,
  status: z.enum(['online', 'offline']),
  last_seen_at: time,
});
export type PresenceUpdate = z.infer<typeof presenceUpdate>;

/** A socket.io event: its summary and the schema of its payload. */
export interface SocketEvent<Payload extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly payload: Payload;
}

type SocketEvents = Readonly<Record<string, SocketEvent>>;

/** Events that the server sends, by socket.io event name. */
export const serverEvents = {
  connected: {
    summary: 'The server accepted the socket',
    payload: z.object({ user_id: id, session_id: id, expires_at: time }),
  },
  'goal.update': { summary: 'A goal that you subscribed to changed', payload: goalUpdate },
  'system.update': {
    summary: 'Your system, that of a partner, or one of a goal that you subscribed to has changed',
    payload: systemUpdate,
  },
  'message.new': {
    summary: 'A message was sent in one of your conversations',
    payload: messageNew,
  },
  'message.edited': { summary: 'A message was edited', payload: messageEdited },
  'message.deleted': { summary: 'A message was deleted', payload: messageDeleted },
  'message.read': { summary: 'A participant has read messages', payload: messageRead },
  'thread.read': {
    summary: 'You have read replies in a thread, on this device or another',
    payload: threadRead,
  },
  'message.reaction': {
    summary: 'A participant has reacted to a message, or removed the reaction',
    payload: messageReaction,
  },
  'message.pinned': { summary: 'A message was pinned or unpinned', payload: messagePinned },
  'conversation.updated': {
    summary: 'A conversation or its participants changed',
    payload: conversationUpdate,
  },
  typing: {
    summary: 'A participant of a conversation that you subscribed to is typing',
    payload: typing,
  },
  'notification.new': { summary: 'You have a new notification', payload: notificationNew },
  'presence.update': { summary: 'A friend went online or offline', payload: presenceUpdate },
  'location.started': {
    summary: 'A user shares their location with you, or you share yours',
    payload: locationStarted,
  },
  'location.update': { summary: 'The position of a shared location', payload: locationUpdate },
  'location.ended': { summary: 'A location is no longer shared', payload: locationEnded },
  'feed.new': {
    summary: 'Your home feed has new entries: read it again when you show it',
    payload: feedNew,
  },
  'post.updated': {
    summary:
      'A post of yours, or one that you subscribed to, was changed or deleted, or its likes or comments were',
    payload: postUpdate,
  },
  'auth.expiring': {
    summary: 'Your access token expires soon: send auth.renew, or the server closes the socket',
    payload: z.object({ expires_at: time }),
  },
  draining: {
    summary: 'This server is shutting down: connect again after the given time',
    payload: z.object({ reconnect_in_ms: z.int() }),
  },
} as const satisfies SocketEvents;

const channel = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('goal'), goal_id: id }),
  z.strictObject({ channel: z.literal('conversation'), conversation_id: id }),
  z.strictObject({ channel: z.literal('post'), post_id: id }),
]);
export type ChannelName = z.infer<typeof channel>;

/** Events that a client may send, by socket.io event name. The server acknowledges each. */
export const clientEvents = {
  subscribe: {
    summary:
      'Subscribe to a goal or post that you may see, or to typing in a conversation of yours',
    payload: channel,
  },
  unsubscribe: { summary: 'Unsubscribe from a goal, a post or a conversation', payload: channel },
  typing: {
    summary: 'Report whether you are typing in a conversation that you subscribed to',
    payload: z.strictObject({ conversation_id: id, is_typing: z.boolean() }),
  },
  presence: {
    summary: 'Report that you are online',
    payload: z.strictObject({ status: z.literal('online') }),
  },
  'message.send': {
    summary: 'Send a message, with the rules of POST …/messages',
    payload: messageSend,
  },
  'message.read': {
    summary: 'Mark the messages of a conversation as read, with the rules of POST …/read',
    payload: z.strictObject({
      conversation_id: id,
      message_id: id.optional().describe('Default: the newest message'),
    }),
  },
  'location.share': {
    summary: 'Share your location with friends, or in a conversation, for up to eight hours',
    payload: locationShare,
  },
  'location.update': {
    summary: 'Report your location to the viewers of the shares of this device',
    payload: locationPosition,
  },
  'location.stop': { summary: 'Stop sharing your location', payload: locationStop },
  'auth.renew': {
    summary: 'Replace the access token of the open socket with a newer one of the same session',
    payload: z.strictObject({ token: z.string().min(1).max(4096) }),
  },
} as const satisfies SocketEvents;

export type ServerEventName = keyof typeof serverEvents;
export type ClientEventName = keyof typeof clientEvents;

/** The payload of a server event. */
export type ServerEventPayload<Name extends ServerEventName> = z.infer<
  (typeof serverEvents)[Name]['payload']
>;
