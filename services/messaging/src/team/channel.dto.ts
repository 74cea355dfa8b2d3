import { id, nameField } from '@tribe/service-kit';
import { z } from 'zod';
import {
  channelType,
  conversationResponse,
  visibleRolesField,
} from '../conversation/conversation.dto';

export const teamParams = z.object({ teamId: id });
export type TeamParams = z.infer<typeof teamParams>;

export const createChannelBody = z
  .strictObject({
    name: nameField(255).meta({ example: 'Goalkeepers' }),
    conversation_type: channelType.default('channel'),
    visible_roles: visibleRolesField.optional(),
  })
  .meta({ id: 'CreateChannelRequest' });
export type CreateChannelBody = z.infer<typeof createChannelBody>;

export const channelResponse = conversationResponse.extend({ team_id: id }).meta({ id: 'Channel' });

export const listChannelsResponse = z
  .object({ channels: z.array(channelResponse).max(50).describe('The oldest first') })
  .meta({ id: 'ChannelList' });
