/** Builds the names of the rooms that a socket can be in. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  /** Participants who watch a goal. */
  goal: (goalId: string) => `goal:${goalId}`,
  /** Other users who watch a public goal. */
  goalViewers: (goalId: string) => `goal-viewers:${goalId}`,
  /** The author and friends of the author who watch a post. */
  post: (postId: string) => `post:${postId}`,
  /** Other users who watch a public post. */
  postViewers: (postId: string) => `post-viewers:${postId}`,
  /** The participants of a conversation. Their sockets are in it without asking. */
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** Participants who watch the typing in a conversation. */
  typing: (conversationId: string) => `typing:${conversationId}`,
  /** The conversations of a user, to ask to join. */
  conversationsOf: (userId: string) => `conversations-of:${userId}`,
  /** Contains the sockets of users from whom this user is hidden. Pushes about the user's actions skip this room. */
  hiddenFrom: (userId: string) => `hidden:${userId}`,
  /**
   * Contains the sockets that ask to join a room, until the owner has answered. Nothing is pushed to it. An event that
   * ends a right empties it like the room itself, so that an earlier answer cannot outlive the right.
   */
  asking: (room: string) => `asking:${room}`,
} as const;

const goalPrefixes = [rooms.goal(''), rooms.goalViewers('')];
const postPrefixes = [rooms.post(''), rooms.postViewers('')];
const conversationPrefix = rooms.conversation('');
const typingPrefix = rooms.typing('');
const hiddenPrefix = rooms.hiddenFrom('');
const askingPrefix = rooms.asking('');

/** Returns the room that a socket in this room watches or asks to join. */
export function watchedRoom(room: string): string {
  return room.startsWith(askingPrefix) ? room.slice(askingPrefix.length) : room;
}

/** Returns the goal of a room of a goal, and undefined for other rooms. */
export function goalOf(room: string): string | undefined {
  return entityOf(room, goalPrefixes);
}

/** Returns the post of a room of a post, and undefined for other rooms. */
export function postOf(room: string): string | undefined {
  return entityOf(room, postPrefixes);
}

function entityOf(room: string, prefixes: readonly string[]): string | undefined {
  const prefix = prefixes.find((each) => room.startsWith(each));
  return prefix === undefined ? undefined : room.slice(prefix.length);
}

/** Returns the user of a `hidden` room, and undefined for other rooms. */
export function hiddenUserOf(room: string): string | undefined {
  return room.startsWith(hiddenPrefix) ? room.slice(hiddenPrefix.length) : undefined;
}

/** Returns whether the room is that of a conversation. */
export function isConversationRoom(room: string): boolean {
  return conversationOf(room) !== undefined;
}

/** Returns the conversation of a room of its participants, and undefined for other rooms. */
export function conversationOf(room: string): string | undefined {
  return room.startsWith(conversationPrefix) ? room.slice(conversationPrefix.length) : undefined;
}

/** Returns the conversation of a room for its typing, and undefined for other rooms. */
export function typedConversationOf(room: string): string | undefined {
  return room.startsWith(typingPrefix) ? room.slice(typingPrefix.length) : undefined;
}
