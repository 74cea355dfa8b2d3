/** The rooms a socket can be in. Nothing else builds a room's name. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  goal: (goalId: string) => `goal:${goalId}`,
  /** Sockets of people for whom this person is nobody. What they do is pushed to everybody except this room. */
  hiddenFrom: (userId: string) => `hidden:${userId}`,
} as const;

const goalPrefix = rooms.goal('');
const hiddenPrefix = rooms.hiddenFrom('');

/** The goal a room is about; undefined for the other kinds of rooms. */
export function goalOf(room: string): string | undefined {
  return room.startsWith(goalPrefix) ? room.slice(goalPrefix.length) : undefined;
}

/** The person whose doings sockets of a room are not told of; undefined for the other kinds of rooms. */
export function hiddenPersonOf(room: string): string | undefined {
  return room.startsWith(hiddenPrefix) ? room.slice(hiddenPrefix.length) : undefined;
}
