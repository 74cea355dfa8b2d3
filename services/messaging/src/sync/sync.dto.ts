import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { conversationResponse } from '../conversation/conversation.dto';
import { messageResponse } from '../message/message.dto';
import { entryKinds } from './missed.queries';

/** Any text, because a cursor that was not issued is answered like none. */
const anyText = /^[\s\S]*$/;

export const syncQuery = z.object({
  cursor: z
    .string()
    .regex(anyText)
    .optional()
    .describe('`cursor` of the last response. Without one that is valid, `reset` is true.')
    .meta({ example: null }),
});
export type SyncQuery = z.infer<typeof syncQuery>;

const entryNumber = z.int().meta({ example: 42 });

/** The kinds of entries of a conversation. */
export const entryKind = z
  .enum(entryKinds)
  .meta({ id: 'ConversationEntryKind', example: 'message' });

const entry = z
  .object({
    seq: entryNumber,
    kind: entryKind,
    message_id: id
      .nullable()
      .describe('The message in `messages`; null for a message from before you joined'),
  })
  .meta({ id: 'ConversationEntry' });

const readMark = z
  .object({
    user_id: id,
    joined_seq: entryNumber.describe('The mark covers the messages after this number'),
    read_seq: entryNumber.describe('The messages up to this number are read'),
    read_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReadMark' });

const conversationChanges = z
  .object({
    conversation: conversationResponse,
    joined_seq: entryNumber.describe('You see the entries after this number; forget others'),
    last_seq: entryNumber.describe('The number of the last entry'),
    entries: z
      .array(entry)
      .describe(
        'The new entries, the oldest first: at most 50, and fewer when more than 24 conversations changed',
      ),
    messages: z
      .array(messageResponse)
      .describe(
        'The messages of the entries, and those whose reactions or pin have changed, in their current state, the oldest first. Of the URLs of attachments, they have the thumbnails of the newest 100 pictures only: read a message for the others',
      ),
    gap: z
      .boolean()
      .describe(
        'Whether changes are missing: forget the messages before the entries, or all without entries, and list them',
      ),
    read_marks: z.array(readMark).describe('The read marks that moved, also your own'),
  })
  .meta({ id: 'ConversationChanges' });

/** A list of resources of another service. */
const listOf = (schema: string, max: number) =>
  z
    .array(z.record(z.string(), z.unknown()).meta({ $ref: `#/components/schemas/${schema}` }))
    .max(max)
    .meta({ example: [] });

const removedIds = z.array(id).max(50);

const goalChanges = z
  .object({
    reset: z.boolean().describe('Whether this is the present state instead of changes'),
    goals: listOf('GoalSummary', 25).describe('Your goals that changed, the last change first'),
    removed_goal_ids: removedIds.describe('Goals that were deleted or that you have left'),
    systems: listOf('System', 25).describe(
      'Systems of you and your active partners that changed. Streaks also change as days pass',
    ),
    removed_system_ids: removedIds.describe(
      'Systems that were deleted or are no longer shared: forget their check-ins too',
    ),
    checkins: listOf('Checkin', 50).describe(
      'Check-ins in these systems that were recorded, changed or verified',
    ),
    removed_checkin_ids: removedIds,
    partner_ids: z
      .array(id)
      .max(100)
      .describe('The partners whose shared systems you see: forget the systems of others'),
    gaps: z
      .array(z.enum(['goals', 'systems', 'checkins']).meta({ id: 'GoalChangesKind' }))
      .max(3)
      .describe('The kinds of which further ones have changed: list them')
      .meta({ example: [] }),
  })
  .meta({ id: 'GoalChanges' });

export const syncResponse = z
  .object({
    reset: z
      .boolean()
      .describe('Whether this is the state instead of changes: forget what you have stored'),
    conversations: z
      .array(conversationChanges)
      .describe('Those that changed, at most 200; after a reset, the first 25 of the list'),
    left_conversation_ids: z
      .array(id)
      .describe('Conversations in which you are no longer a participant: forget them'),
    notifications: z
      .object({
        reset: z.boolean().describe('Whether these are the newest instead of changes'),
        notifications: listOf('Notification', 50).describe(
          'Those created or read, the newest first',
        ),
        gap: z.boolean().describe('Whether further ones have changed: list them'),
        unread_count: z.int().meta({ example: 3 }),
      })
      .meta({ id: 'NotificationChanges' })
      .nullable()
      .describe('null while notifications are unavailable; the next call returns the changes'),
    goals: goalChanges
      .nullable()
      .describe('null while goals are unavailable; the next call returns the changes'),
    has_more: z.boolean().describe('Whether more changes follow: ask again at once'),
    cursor: z.string().meta({ example: 'qN1s3e2GkPbWm2Qa'.repeat(10) }),
  })
  .meta({ id: 'Sync' });
