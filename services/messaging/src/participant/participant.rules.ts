import { allow, bySeniority, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ConversationRole } from '../generated/prisma/enums';
import type { Participant } from './participant.queries';

/** From the highest to the lowest. */
const ranks: readonly ConversationRole[] = ['owner', 'admin', 'member'];
const rankOf = (role: ConversationRole) => ranks.indexOf(role);

/** Decides whether users become participants with a role. Only a participant of a higher role gives a role. */
export function decideAdding(
  participants: readonly Participant[],
  actor: ConversationRole,
  added: { userIds: readonly string[]; role: ConversationRole },
  maxParticipants: number,
): Permission {
  if (rankOf(actor) >= rankOf(added.role)) return refuse(errors.PERMISSION_DENIED);

  const present = new Set(participants.map(({ userId }) => userId));
  if (added.userIds.some((userId) => present.has(userId))) return refuse(errors.PARTICIPANT_EXISTS);

  return present.size + added.userIds.length > maxParticipants
    ? refuse(errors.CONVERSATION_FULL)
    : allow;
}

/** Decides whether a participant removes another, who must have a lower role. */
export function decideRemoval(
  participants: readonly Participant[],
  actor: ConversationRole,
  removedId: string,
): Permission {
  const removed = participants.find(({ userId }) => userId === removedId);
  if (!removed) return refuse(errors.PARTICIPANT_NOT_FOUND);

  return rankOf(actor) < rankOf(removed.role) ? allow : refuse(errors.PERMISSION_DENIED);
}

/**
 * The next owner when the owner leaves: of the other participants with open accounts, the participant with the highest
 * role, then the longest membership, then the smaller id.
 *
 * @param closed participants whose accounts are closed
 */
export function successorIn(
  participants: readonly Participant[],
  ownerId: string,
  closed: ReadonlySet<string>,
): Participant | undefined {
  const candidates = participants.filter(({ userId }) => userId !== ownerId && !closed.has(userId));

  return candidates.toSorted(bySeniority(rankOf))[0];
}
