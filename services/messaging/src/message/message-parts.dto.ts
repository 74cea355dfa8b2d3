import { userCardResponse } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { MessageType } from '../generated/prisma/enums';
import { activityTypes, systemActions } from './message.queries';

export const activityType = z.enum(activityTypes).meta({ id: 'ActivityType', example: 'checkin' });
export const messageType = z.enum(MessageType).meta({ id: 'MessageType', example: 'text' });

export const systemEvent = z
  .object({
    action: z
      .enum(systemActions)
      .meta({ id: 'SystemMessageAction', example: 'participants_added' }),
    actor_id: id,
    user_ids: z.array(id).describe('The users that were added or removed, or that left'),
    owner_id: id.nullable().describe('The new owner, when the owner has left'),
    name: z.string().nullable().describe('The new name').meta({ example: null }),
    goal_id: id.optional().describe('The completed goal'),
    goal_title: z.string().optional().meta({ example: 'Run 10k this week' }),
  })
  .meta({ id: 'SystemMessageMetadata' });

export const isAi = z.boolean().describe('Whether the coach has written the message');

export const repliedTo = z
  .object({
    id,
    sender: userCardResponse.nullable(),
    content: z.string().nullable().meta({ example: 'See you at six' }),
    message_type: messageType,
    is_ai: isAi,
    is_deleted: z.boolean(),
    is_hidden: z.boolean(),
  })
  .meta({ id: 'RepliedMessage' });

export const repliedActivity = z
  .object({
    type: activityType,
    id,
    author_id: id,
    summary: z
      .string()
      .describe('The beginning of its text, or its title; empty for a check-in without notes')
      .meta({ example: 'Ran 5k before work' }),
  })
  .meta({ id: 'RepliedActivity' });

export const threadResponse = z
  .object({
    reply_count: z.int().meta({ example: 4 }),
    last_reply_at: z.iso.datetime(),
    repliers: z
      .array(userCardResponse)
      .max(3)
      .describe('The last ones, without users hidden from you'),
    is_following: z.boolean().describe('Whether you follow the thread'),
    unread_count: z
      .int()
      .describe(
        'Replies of others since you have read the thread, if you follow it; without those that the conversation shows and counts',
      )
      .meta({ example: 1 }),
    mention_count: z.int().describe('Those of them that mention you').meta({ example: 0 }),
  })
  .meta({ id: 'MessageThread' });
