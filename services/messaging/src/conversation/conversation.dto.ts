import {
  id,
  imageUrlField,
  lineField,
  nameField,
  pageQuery,
  paginationResponse,
  queryFlag,
  requiredWhen,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { teamRoles } from '../access/team-roles.rules';
import { draftResponse } from '../draft/draft.dto';
import { ConversationKind } from '../generated/prisma/enums';
import { lastMessageResponse } from '../message/message.dto';
import { conversationRole, participantResponse } from '../participant/participant.dto';
import { notificationLevels } from './notification-level.rules';

const conversationType = z
  .enum(ConversationKind)
  .meta({ id: 'ConversationType', example: 'group' });

/** A role in a team. */
export const channelRole = z.enum(teamRoles).meta({ id: 'ChannelRole', example: 'coach' });
export const channelType = z
  .enum(['channel', 'announcement'])
  .meta({ id: 'NewChannelType', example: 'channel' })
  .describe('Admins, coaches, trainers and captains write in announcements');
export const visibleRolesField = z
  .array(channelRole)
  .min(1)
  .max(teamRoles.length)
  .nullable()
  .describe('The roles that see the channel, besides admins and your own; null for all')
  .meta({ example: null });
export const notificationLevel = z
  .enum(notificationLevels)
  .meta({ id: 'NotificationLevel', example: 'all' })
  .describe('The messages of which you are notified: all, or those that mention you and alerts');
const groupName = nameField(255).meta({ example: 'Marathon Crew' });

const eventTime = z.iso.datetime({ offset: true });
const eventPlace = lineField(255).nullish().describe('Where it is').meta({ example: 'Uhuru Park' });

const newEvent = z
  .strictObject({
    starts_at: eventTime,
    ends_at: eventTime.nullish().describe('Default: it ends when it starts'),
    place: eventPlace,
  })
  .meta({ id: 'NewConversationEvent' });

const eventChanges = z
  .strictObject({
    starts_at: eventTime.optional(),
    ends_at: eventTime.nullish(),
    place: eventPlace,
  })
  .meta({ id: 'ConversationEventChanges' });

const ofOthers = { properties: { conversation_type: { not: { const: 'event' } } } };
const ofEvent = { properties: { conversation_type: { const: 'event' } } };
const ofDirect = { properties: { conversation_type: { const: 'direct' } } };

export const createConversationBody = withRules(
  z.strictObject({
    conversation_type: z.enum(['direct', 'group', 'event']).meta({ id: 'NewConversationType' }),
    participant_ids: z
      .array(id)
      .min(1)
      .max(1000)
      .describe(
        'The other user of a direct conversation; friends of yours for a group or an event',
      ),
    name: groupName.nullish().describe('Of a group or an event; required'),
    image_url: imageUrlField.nullish().describe('Of a group or an event'),
    event: newEvent.nullish().describe('Of an event; required').meta({ example: null }),
    goal_id: id
      .nullish()
      .describe(
        'Of a group: a goal that you manage. Its completion is reported in the conversation',
      )
      .meta({ example: null }),
  }),
  requiredWhen(
    'name',
    { field: 'conversation_type', is: 'group', byDefault: false },
    'is required for a group',
  ),
  requiredWhen(
    'name',
    { field: 'conversation_type', is: 'event', byDefault: false },
    'is required for an event',
  ),
  requiredWhen(
    'event',
    { field: 'conversation_type', is: 'event', byDefault: false },
    'is required for an event',
  ),
  {
    message: 'is only for an event',
    path: ['event'],
    holds: ({ conversation_type, event }) =>
      conversation_type === 'event' || (event ?? null) === null,
    keywords: { if: ofOthers, then: { properties: { event: { type: 'null' } } } },
  },
  {
    message: 'is not for an event',
    path: ['goal_id'],
    holds: ({ conversation_type, goal_id }) =>
      conversation_type !== 'event' || (goal_id ?? null) === null,
    keywords: { if: ofEvent, then: { properties: { goal_id: { type: 'null' } } } },
  },
  {
    message: 'must have one user for a direct conversation',
    path: ['participant_ids'],
    holds: (body) => body.conversation_type !== 'direct' || body.participant_ids.length === 1,
    keywords: { if: ofDirect, then: { properties: { participant_ids: { maxItems: 1 } } } },
  },
  {
    message: ', image_url and goal_id are only for groups',
    path: ['name'],
    holds: ({ conversation_type, name, image_url, goal_id }) =>
      conversation_type !== 'direct' || (name ?? image_url ?? goal_id ?? null) === null,
    keywords: {
      if: ofDirect,
      then: {
        properties: {
          name: { type: 'null' },
          image_url: { type: 'null' },
          goal_id: { type: 'null' },
        },
      },
    },
  },
).meta({
  id: 'CreateConversationRequest',
  example: {
    conversation_type: 'direct',
    participant_ids: ['0190163d-8694-739b-aea5-966c26f8ad91'],
  },
});
export type CreateConversationBody = z.infer<typeof createConversationBody>;

export const updateConversationBody = z
  .strictObject({
    name: groupName.optional(),
    image_url: imageUrlField.nullish(),
    event: eventChanges
      .optional()
      .describe('Of an event')
      .meta({ example: { place: 'Karura' } }),
    conversation_type: channelType.optional().describe('Of a channel'),
    visible_roles: visibleRolesField.optional(),
  })
  .meta({
    id: 'UpdateConversationRequest',
    description: 'A merge patch: omitted fields stay unchanged, and null clears the image',
    example: { name: 'Marathon Crew' },
  });
export type UpdateConversationBody = z.infer<typeof updateConversationBody>;

export const muteConversationBody = z
  .strictObject({
    until: z.iso.datetime({ offset: true }).nullable().describe('null ends the mute'),
  })
  .meta({ id: 'MuteConversationRequest' });
export type MuteConversationBody = z.infer<typeof muteConversationBody>;

export const setNotificationLevelBody = z
  .strictObject({
    level: notificationLevel
      .nullable()
      .describe('null for the default: mentions in a channel of a team, and all elsewhere'),
  })
  .meta({ id: 'SetNotificationLevelRequest' });
export type SetNotificationLevelBody = z.infer<typeof setNotificationLevelBody>;

export const archiveConversationBody = z
  .strictObject({ is_archived: z.boolean() })
  .meta({ id: 'ArchiveConversationRequest' });
export type ArchiveConversationBody = z.infer<typeof archiveConversationBody>;

export const listConversationsQuery = pageQuery.extend({
  archived: queryFlag(false),
  team_id: id.optional().describe('Only channels of this team').meta({ example: null }),
});
export type ListConversationsQuery = z.infer<typeof listConversationsQuery>;

export const conversationResponse = z
  .object({
    id,
    conversation_type: conversationType,
    name: z.string().nullable().meta({ example: 'Marathon Crew' }),
    image_url: z.string().nullable().meta({ example: 'https://example.com/crew.jpg' }),
    goal_id: id.nullable().describe('The goal of a group').meta({ example: null }),
    event: z
      .object({
        starts_at: z.iso.datetime(),
        ends_at: z.iso.datetime().nullable(),
        place: z.string().nullable().meta({ example: 'Uhuru Park' }),
      })
      .meta({ id: 'ConversationEvent' })
      .nullable()
      .describe('The event that the conversation plans; its title is the name')
      .meta({ example: null }),
    team_id: id.nullable().describe('The team of a channel').meta({ example: null }),
    partnership: z
      .object({
        id,
        is_active: z
          .boolean()
          .describe('Partners write to each other while it is active; afterwards they read'),
      })
      .meta({ id: 'ConversationPartnership' })
      .nullable()
      .describe('The partnership of a conversation of partners; the last one after its end')
      .meta({ example: null }),
    visible_roles: z
      .array(channelRole)
      .nullable()
      .describe('The roles that see a channel; null for all roles')
      .meta({ example: null }),
    is_group: z.boolean(),
    participants: z
      .array(participantResponse)
      .describe('The participants without you; in lists, the first ten'),
    participants_count: z.int().describe('With you').meta({ example: 6 }),
    my_role: conversationRole,
    last_message: lastMessageResponse.nullable(),
    unread_count: z.int().meta({ example: 3 }),
    mention_count: z.int().describe('Unread messages that mention you').meta({ example: 1 }),
    draft: draftResponse.nullable().describe('The message that you are writing'),
    is_muted: z.boolean(),
    muted_until: z.iso.datetime().nullable(),
    notification_level: notificationLevel,
    is_archived: z.boolean(),
    last_message_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Conversation' });

export const listConversationsResponse = z
  .object({ conversations: z.array(conversationResponse), pagination: paginationResponse })
  .meta({ id: 'ConversationList' });
