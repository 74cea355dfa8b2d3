import { isVisibleTo } from './team-roles.rules';
import type { TeamChannel, TeamMember } from './team.queries';

/** The members who gain and lose a channel. */
export interface AccessChange {
  readonly channel: TeamChannel;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Returns the channels whose members change when a team does. */
export function accessChangesOf(
  channels: readonly TeamChannel[],
  former: readonly TeamMember[],
  members: readonly TeamMember[],
): AccessChange[] {
  return channels
    .map((channel) => ({
      channel,
      ...differenceOf(viewersOf(channel, former), viewersOf(channel, members)),
    }))
    .filter(({ added, removed }) => added.length + removed.length > 0);
}

/** Returns the members who gain and lose a channel when its roles change. */
export function visibilityChangeOf(
  channel: TeamChannel,
  visibleRoles: readonly string[] | null,
  members: readonly TeamMember[],
): AccessChange {
  const after = { ...channel, visibleRoles };
  return {
    channel: after,
    ...differenceOf(viewersOf(channel, members), viewersOf(after, members)),
  };
}

/** Returns the loss of a channel that closes. */
export function closingOf(channel: TeamChannel, members: readonly TeamMember[]): AccessChange {
  return { channel, added: [], removed: [...viewersOf(channel, members)] };
}

function differenceOf(before: ReadonlySet<string>, after: ReadonlySet<string>) {
  return {
    added: [...after].filter((userId) => !before.has(userId)),
    removed: [...before].filter((userId) => !after.has(userId)),
  };
}

function viewersOf({ visibleRoles }: TeamChannel, members: readonly TeamMember[]): Set<string> {
  const viewers = members.filter(({ role }) => isVisibleTo(visibleRoles, role));
  return new Set(viewers.map(({ userId }) => userId));
}
