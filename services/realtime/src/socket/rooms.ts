/** The rooms a socket can be in. Names of rooms are built only here. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  goal: (goalId: string) => `goal:${goalId}`,
  /** Sockets of users from whom this user is hidden. Their actions are pushed to everyone outside of this room. */
  hiddenFrom: (userId: string) => `hidden:${userId}`,
} as const;

const goalPrefix = rooms.goal('');
const hiddenPrefix = rooms.hiddenFrom('');

/** The goal a room is about; undefined for the other kinds of rooms. */
export function goalOf(room: string): string | undefined {
  return room.startsWith(goalPrefix) ? room.slice(goalPrefix.length) : undefined;
}

/** The user whose actions are not pushed to a room; undefined for the other kinds of rooms. */
export function hiddenUserOf(room: string): string | undefined {
  return room.startsWith(hiddenPrefix) ? room.slice(hiddenPrefix.length) : undefined;
}
