import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import type { Conversation, Membership } from '../access/conversation.queries';
import { type TeamRole, visibleRolesOf } from '../access/team-roles.rules';
import { errors } from '../errors';
import type { UpdateConversationBody } from './conversation.dto';
import type { PlannedEvent } from './conversation.writes';
import { decideEvent } from './planned-event.rules';

/** The columns that an update writes. */
export interface ConversationChanges {
  name?: string;
  imageUrl?: string | null;
  kind?: 'channel' | 'announcement';
  visibleRoles?: readonly TeamRole[] | null;
  event?: PlannedEvent;
}

type Current = Pick<Conversation, 'kind' | 'name' | 'imageUrl'> &
  Pick<Membership, 'team'> & {
    /** Of a channel; null for all roles. */
    readonly visibleRoles: readonly string[] | null;
    readonly event: PlannedEvent | undefined;
  };

/** Decides the changes of a merge patch to a group, an event or a channel; keeps it when nothing differs. */
export function decideChanges(
  current: Current,
  body: UpdateConversationBody,
): Decision<ConversationChanges> {
  const { conversation_type: kind, visible_roles: chosen, name, image_url: imageUrl } = body;
  const { team } = current;
  if (!team && (kind ?? chosen) !== undefined) return refuse(errors.CONVERSATION_NOT_CHANNEL);

  if (body.event && !current.event) return refuse(errors.CONVERSATION_NOT_EVENT);
  const event = body.event ? decideEvent(current.event, body.event) : keep;
  if (event.kind === 'refuse') return event;

  const visibleRoles =
    team && chosen !== undefined ? visibleRolesOf(chosen, team.role) : current.visibleRoles;

  const changes = {
    ...(name !== undefined && name !== current.name && { name }),
    ...(imageUrl !== undefined && imageUrl !== current.imageUrl && { imageUrl }),
    ...(kind !== undefined && kind !== current.kind && { kind }),
    ...(String(visibleRoles) !== String(current.visibleRoles) && {
      visibleRoles: visibleRoles as TeamRole[] | null,
    }),
    ...(event.kind === 'change' && { event: event.to }),
  };

  return Object.keys(changes).length === 0 ? keep : change(changes);
}

/** Returns the facts of the system messages that report changes. */
export function reportsOf({ name, imageUrl, kind, visibleRoles, event }: ConversationChanges) {
  return [
    ...(name === undefined ? [] : [{ action: 'renamed' as const, name }]),
    ...(imageUrl === undefined ? [] : [{ action: 'image_changed' as const }]),
    ...(kind === undefined ? [] : [{ action: 'type_changed' as const }]),
    ...(visibleRoles === undefined ? [] : [{ action: 'roles_changed' as const }]),
    ...(event === undefined ? [] : [{ action: 'event_changed' as const }]),
  ];
}
