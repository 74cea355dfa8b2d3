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
    .map((channel) => {
      const before = viewersOf(channel, former);
      const after = viewersOf(channel, members);
      const added = [...after].filter((userId) => !before.has(userId));
      const removed = [...before].filter((userId) => !after.has(userId));

      return { channel, added, removed };
    })
    .filter(({ added, removed }) => added.length + removed.length > 0);
}

function viewersOf({ visibleRoles }: TeamChannel, members: readonly TeamMember[]): Set<string> {
  const viewers = members.filter(({ role }) => isVisibleTo(visibleRoles, role));
  return new Set(viewers.map(({ userId }) => userId));
}
