import { id, nameField } from '@tribe/service-kit';
import { z } from 'zod';
import { teamRoles } from '../access/team-roles.rules';
import { channelRole, conversationResponse } from '../conversation/conversation.dto';

export const teamParams = z.object({ teamId: id });
export type TeamParams = z.infer<typeof teamParams>;

export const createChannelBody = z
  .strictObject({
    name: nameField(255).meta({ example: 'Goalkeepers' }),
    conversation_type: z
      .enum(['channel', 'announcement'])
      .meta({ id: 'NewChannelType' })
      .default('channel')
      .describe('Admins, coaches, trainers and captains write in announcements'),
    visible_roles: z
      .array(channelRole)
      .min(1)
      .max(teamRoles.length)
      .nullish()
      .describe('The roles that see the channel, besides admins and your own; null for all'),
  })
  .meta({ id: 'CreateChannelRequest' });
export type CreateChannelBody = z.infer<typeof createChannelBody>;

export const channelResponse = conversationResponse.extend({ team_id: id }).meta({ id: 'Channel' });

export const listChannelsResponse = z
  .object({ channels: z.array(channelResponse).max(50).describe('The oldest first') })
  .meta({ id: 'ChannelList' });
