const maxChangesOfAll = 1_200;
const [fewest, most] = [6, 50];

/**
 * Returns the maximum number of entries, and of messages with changed reactions or pins, for each conversation of a
 * response. The more conversations a response has, the fewer entries each: a client shows a list of them first, and
 * lists the messages of a conversation with a gap when the user opens it.
 */
export function maxChangesEach(conversations: number): number {
  return Math.max(fewest, Math.min(most, Math.floor(maxChangesOfAll / conversations)));
}
