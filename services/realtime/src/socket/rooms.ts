/** The rooms a socket can be in. Nothing else builds a room's name. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  goal: (goalId: string) => `goal:${goalId}`,
} as const;
