// Written by `npm run wiring` from services/*/package.json and proto/. Do not edit.

import type { DescFile } from '@bufbuild/protobuf';
import { file_tribe_feed_v1_events } from './generated/tribe/feed/v1/events_pb';
import { file_tribe_goals_v1_achievement_events } from './generated/tribe/goals/v1/achievement_events_pb';
import { file_tribe_goals_v1_badge_events } from './generated/tribe/goals/v1/badge_events_pb';
import { file_tribe_goals_v1_events } from './generated/tribe/goals/v1/events_pb';
import { file_tribe_goals_v1_reflection_events } from './generated/tribe/goals/v1/reflection_events_pb';
import { file_tribe_goals_v1_sharing_events } from './generated/tribe/goals/v1/sharing_events_pb';
import { file_tribe_identity_v1_events } from './generated/tribe/identity/v1/events_pb';
import { file_tribe_media_v1_events } from './generated/tribe/media/v1/events_pb';
import { file_tribe_messaging_v1_events } from './generated/tribe/messaging/v1/events_pb';
import { file_tribe_notifications_v1_events } from './generated/tribe/notifications/v1/events_pb';
import { file_tribe_social_graph_v1_block_events } from './generated/tribe/social_graph/v1/block_events_pb';
import { file_tribe_social_graph_v1_events } from './generated/tribe/social_graph/v1/events_pb';
import { file_tribe_social_graph_v1_moderation_events } from './generated/tribe/social_graph/v1/moderation_events_pb';
import { file_tribe_social_graph_v1_mute_events } from './generated/tribe/social_graph/v1/mute_events_pb';

/** Every file whose messages may be events. */
export const eventFiles: readonly DescFile[] = [
  file_tribe_feed_v1_events,
  file_tribe_goals_v1_achievement_events,
  file_tribe_goals_v1_badge_events,
  file_tribe_goals_v1_events,
  file_tribe_goals_v1_reflection_events,
  file_tribe_goals_v1_sharing_events,
  file_tribe_identity_v1_events,
  file_tribe_media_v1_events,
  file_tribe_messaging_v1_events,
  file_tribe_notifications_v1_events,
  file_tribe_social_graph_v1_block_events,
  file_tribe_social_graph_v1_events,
  file_tribe_social_graph_v1_moderation_events,
  file_tribe_social_graph_v1_mute_events,
];
