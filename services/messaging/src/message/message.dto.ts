import { userCardResponse } from '@tribe/projections';
import {
  emojiTextField,
  id,
  isVisible,
  notBoth,
  ofFormat,
  paragraphField,
  queryFlag,
  requiredWhen,
  requiredWithout,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { attachmentResponse, attachmentsField } from '../attachment/attachment.dto';
import {
  activityType,
  isAi,
  messageType,
  repliedActivity,
  repliedTo,
  systemEvent,
  threadResponse,
} from './message-parts.dto';

const maxContent = 10_000;
const maxPage = 1_000;
const maxLimit = 100;
const defaultLimit = 50;

export const contentField = withRules(
  paragraphField(maxContent),
  ofFormat('visible-text', isVisible, 'must have at least one visible character'),
).meta({ example: 'Awesome! Great job!' });

export const conversationParams = z.object({ conversationId: id });
export type ConversationParams = z.infer<typeof conversationParams>;

export const sendMessageBody = withRules(
  z.strictObject({
    content: contentField.optional().describe('Required without attachments and `emoji_content`'),
    emoji_content: emojiTextField
      .optional()
      .describe('The content of a message of emoji only, instead of `content`'),
    attachments: attachmentsField.optional(),
    message_type: z.enum(['text']).meta({ id: 'SentMessageType' }).default('text'),
    reply_to_message_id: id.nullish().meta({ example: null }),
    reply_to_activity: z
      .strictObject({ type: activityType, id })
      .meta({ id: 'ActivityReference' })
      .nullish()
      .describe(
        'A check-in, reflection or goal that the message answers: of the other user of a direct conversation or of partners, or your own',
      )
      .meta({ example: null }),
    thread_root_id: id
      .nullish()
      .describe('The message whose thread the message belongs to')
      .meta({ example: null }),
    also_in_conversation: z
      .boolean()
      .default(false)
      .describe('Whether the conversation shows a reply in a thread too'),
    client_msg_id: z
      .string()
      .regex(/^[\w.:-]{1,100}$/, 'may have letters, digits, dots, colons, hyphens and underscores')
      .optional()
      .meta({ example: '0190163d-8694-739b-aea5-966c26f8ad90' })
      .describe(
        'Chosen by the client, once per message. A repeated request returns the first message, for ever. Required without an Idempotency-Key.',
      ),
  }),
  requiredWithout('content', ['attachments', 'emoji_content'], 'is required without both'),
  requiredWhen(
    'thread_root_id',
    { field: 'also_in_conversation', is: true, byDefault: false },
    'is required to show a reply in the conversation too',
  ),
  notBoth('content', 'emoji_content'),
).meta({
  id: 'SendMessageRequest',
  example: {
    content: 'Awesome! Great job!',
    client_msg_id: '0190163d-8694-739b-aea5-966c26f8ad90',
  },
});
export type SendMessageBody = z.infer<typeof sendMessageBody>;

export const messageParams = conversationParams.extend({ messageId: id });
export type MessageParams = z.infer<typeof messageParams>;

export const editMessageBody = z
  .strictObject({ content: contentField })
  .meta({ id: 'EditMessageRequest' });
export type EditMessageBody = z.infer<typeof editMessageBody>;

export const listMessagesQuery = z.object({
  page: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxPage)
    .default(1)
    .describe('The number of the page, without `before`, `after` and `around`'),
  limit: z.coerce.number().int().min(1).max(maxLimit).default(defaultLimit),
  before: id.optional().describe('Messages older than this one; `next_cursor` of the last page'),
  after: id.optional().describe('Messages newer than this one'),
  around: id.optional().describe('This message with older and newer ones'),
  archived: queryFlag(false).describe(
    'Whether the archived messages of a channel are listed instead of the others. Default: false',
  ),
  include_thread_replies: queryFlag(false).describe(
    'Also the replies that are shown in their thread only',
  ),
});
export type ListMessagesQuery = z.infer<typeof listMessagesQuery>;

/** A SHA-256 in hexadecimal. */
export const hash = z
  .string()
  .length(64)
  .meta({ example: 'a1'.repeat(32) });

export const messageResponse = z
  .object({
    id,
    conversation_id: id,
    seq: z
      .int()
      .describe('The number of the message in its conversation; sort by it')
      .meta({ example: 42 }),
    sender: userCardResponse
      .nullable()
      .describe(
        'null for system messages and those of the coach, and after the account of the sender was erased',
      ),
    content: z
      .string()
      .nullable()
      .describe('null for a deleted or hidden message; empty for attachments without a text')
      .meta({ example: 'Awesome! Great job!' }),
    message_type: messageType,
    is_ai: isAi,
    attachments: z.array(attachmentResponse).describe('None of a deleted or hidden message'),
    media_url: z
      .string()
      .nullable()
      .describe('`url` of the first attachment')
      .meta({ example: null }),
    metadata: systemEvent.nullable(),
    reply_to_message: repliedTo.nullable(),
    reply_to_activity: repliedActivity
      .nullable()
      .describe('The activity that the message answers, as it was then')
      .meta({ example: null }),
    thread_root_id: id
      .nullable()
      .describe('The message whose thread the message belongs to')
      .meta({ example: null }),
    is_in_conversation: z.boolean().describe('false for a reply that is shown in its thread only'),
    thread: threadResponse.nullable().describe('null without replies'),
    mentions: z
      .object({
        user_ids: z
          .array(id)
          .describe('Participants named as `@username`, without users hidden from you'),
        room: z.boolean().describe('Whether the owner or an admin mentions everyone, as `@room`'),
      })
      .meta({ id: 'MessageMentions' }),
    client_msg_id: z
      .string()
      .nullable()
      .describe('Of your own messages only')
      .meta({ example: null }),
    is_edited: z.boolean(),
    is_deleted: z.boolean(),
    is_hidden: z.boolean().describe('By a block between the sender and you, in a group'),
    read_by: z
      .array(
        z
          .object({ user_id: id, read_at: z.iso.datetime().nullable() })
          .meta({ id: 'MessageReader' }),
      )
      .describe(
        'Other participants that have read the message; empty in conversations of more than 50 participants, and for replies that are shown in their thread only',
      ),
    reactions: z
      .array(
        z
          .object({
            emoji: z.string().meta({ example: '👏' }),
            count: z.int().meta({ example: 2 }),
            is_own: z.boolean().describe('Whether you have reacted with this emoji'),
          })
          .meta({ id: 'MessageReactionCount' }),
      )
      .describe('The oldest first, without those of users hidden from you'),
    is_pinned: z.boolean(),
    version: z
      .int()
      .describe('The `sequence` of the last push about reactions to the message and its pin')
      .meta({ example: 2 }),
    seen_by_count: z.int().meta({ example: 3 }),
    hash: hash.describe('The chain of the conversation up to this message'),
    digest: hash.describe('SHA-256 of the facts of the message'),
    content_hash: hash.nullable().describe('SHA-256 of the salt and the original content'),
    attachments_hash: hash
      .nullable()
      .describe(
        'SHA-256 of the attachments; null without any, and of messages whose digest does not cover them',
      )
      .meta({ example: null }),
    salt: z
      .string()
      .nullable()
      .describe('Of the current content, in hexadecimal')
      .meta({ example: 'b2'.repeat(16) }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Message' });

export const lastMessageResponse = messageResponse
  .pick({
    id: true,
    seq: true,
    sender: true,
    content: true,
    message_type: true,
    is_ai: true,
    metadata: true,
    is_deleted: true,
    is_hidden: true,
    created_at: true,
  })
  .meta({ id: 'LastMessage' });

export const listMessagesResponse = z
  .object({
    messages: z.array(messageResponse).describe('Newest first'),
    pagination: z
      .object({
        has_more: z
          .boolean()
          .describe('Whether older messages follow; with `after`, whether newer ones follow'),
        next_cursor: id
          .nullable()
          .describe('`before` of the next page; with `after`, `after` of the next page'),
      })
      .meta({ id: 'MessagePagination' }),
  })
  .meta({ id: 'MessageList' });
