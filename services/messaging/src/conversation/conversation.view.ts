import type { UserCard } from '@tribe/projections';
import { versioned } from '@tribe/service-kit';
import { isPersonal } from '../access/conversation-access.rules';
import { draftView } from '../draft/draft.view';
import type { messageSummaryView } from '../message/message.view';
import { participantView } from '../participant/participant.view';
import type { OverviewRow } from './conversation-overview.queries';

type Cards = ReadonlyMap<string, UserCard>;

/** A conversation as one of its participants sees it. */
export function conversationView(
  row: OverviewRow,
  {
    cards,
    lastMessage,
    now,
  }: {
    cards: Cards;
    lastMessage: ReturnType<typeof messageSummaryView> | undefined;
    now: Date;
  },
) {
  const view = {
    id: row.id,
    conversation_type: row.kind,
    name: row.name,
    image_url: row.image_url,
    goal_id: row.goal_id,
    event: eventView(row),
    team_id: row.team_id,
    partnership: row.partnership,
    visible_roles: row.visible_roles,
    is_group: !isPersonal(row.kind) && row.kind !== 'ai_coach',
    participants: (row.others ?? []).map((other) => participantView(other, cards)),
    participants_count: row.participants_count,
    my_role: row.role,
    last_message: lastMessage ?? null,
    unread_count: row.unread_count,
    mention_count: row.mention_count,
    draft: draftView(row),
    is_muted: row.muted_until !== null && row.muted_until > now,
    muted_until: row.muted_until,
    notification_level: row.notification_level,
    is_archived: row.is_archived,
    last_message_at: row.last_message_at,
    created_at: row.created_at,
  };

  return versioned(view, row.version);
}

function eventView({ event_starts_at, event_ends_at, event_place }: OverviewRow) {
  if (event_starts_at === null) return null;

  return { starts_at: event_starts_at, ends_at: event_ends_at, place: event_place };
}
