/** Builds the names of the rooms that a socket can be in. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  goal: (goalId: string) => `goal:${goalId}`,
  /** Contains the sockets of users from whom this user is hidden. Pushes about the user's actions skip this room. */
  hiddenFrom: (userId: string) => `hidden:${userId}`,
} as const;

const goalPrefix = rooms.goal('');
const hiddenPrefix = rooms.hiddenFrom('');

/** Returns the goal of a goal room, and undefined for other rooms. */
export function goalOf(room: string): string | undefined {
  return room.startsWith(goalPrefix) ? room.slice(goalPrefix.length) : undefined;
}

/** Returns the user of a `hidden` room, and undefined for other rooms. */
export function hiddenUserOf(room: string): string | undefined {
  return room.startsWith(hiddenPrefix) ? room.slice(hiddenPrefix.length) : undefined;
}
