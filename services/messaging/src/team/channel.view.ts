import type { ChannelRow } from '../conversation/channel-overview.queries';
import type { conversationView } from '../conversation/conversation.view';

export function channelView(conversation: ReturnType<typeof conversationView>, row: ChannelRow) {
  return { ...conversation, team_id: row.team_id, visible_roles: row.visible_roles };
}
