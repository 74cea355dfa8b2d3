import type { Membership, Outsider, TribeState } from './tribe.rules';

const idOf = (number: number) => `01939a00-0000-7000-8000-00000000000${number}`;
const dateOf = (dayOfJanuary: number) => new Date(Date.UTC(2026, 0, dayOfJanuary));

/** The ids of five members of {@link group}, in the order of their names, and of a user who is not a member. */
export const people = {
  owner: idOf(1),
  admin: idOf(2),
  moderator: idOf(3),
  member: idOf(4),
  newcomer: idOf(5),
  stranger: idOf(6),
} as const;

export function membership(
  userId: string,
  role: Membership['role'],
  joinedDay: number,
): Membership {
  return { userId, role, joinedAt: dateOf(joinedDay) };
}

/** A private group of five members that approves requests to join. */
export function group(changes: Partial<TribeState> = {}): TribeState {
  return {
    kind: 'group',
    ownerId: people.owner,
    privacy: 'private',
    requireApproval: true,
    maxMembers: 50,
    members: [
      membership(people.owner, 'admin', 1),
      membership(people.admin, 'admin', 2),
      membership(people.moderator, 'moderator', 3),
      membership(people.member, 'member', 4),
      membership(people.newcomer, 'member', 5),
    ],
    ...changes,
  };
}

/** A user who is not a member and has no relation to the group. */
export function outsider(changes: Partial<Outsider> = {}): Outsider {
  return {
    isHidden: false,
    isFriendOfOwner: false,
    isInvited: false,
    wasRemoved: false,
    hasRequested: false,
    ...changes,
  };
}
