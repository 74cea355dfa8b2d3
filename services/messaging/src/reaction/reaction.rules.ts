import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** Different emoji that a message can have. */
export const maxEmoji = 20;

/** A message under its lock, as a user reacts to it. */
export interface ReactedMessage {
  readonly deletedAt: Date | null;
  /** The emoji of the user. */
  readonly own: ReadonlySet<string>;
  /** The different emoji of all users. */
  readonly all: ReadonlySet<string>;
}

/** Decides a reaction. A user can react with several emoji. */
export function decideReaction(
  { deletedAt, own, all }: ReactedMessage,
  emoji: string,
): Decision<{ emoji: string }> {
  if (deletedAt !== null) return refuse(errors.MESSAGE_DELETED);
  if (own.has(emoji)) return keep;
  if (!all.has(emoji) && all.size >= maxEmoji) return refuse(errors.TOO_MANY_REACTIONS);

  return change({ emoji });
}
