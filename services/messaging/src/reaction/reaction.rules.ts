import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** Different emoji that a message can have. */
export const maxEmoji = 20;

/** A message under its lock, as a user reacts to it. */
export interface ReactedMessage {
  readonly deletedAt: Date | null;
  /** The reaction of the user. */
  readonly own: string | null;
  /** The different emoji of other users. */
  readonly ofOthers: ReadonlySet<string>;
}

/** Decides a reaction, which replaces the former one of the user. */
export function decideReaction(
  { deletedAt, own, ofOthers }: ReactedMessage,
  emoji: string,
): Decision<{ emoji: string }> {
  if (deletedAt !== null) return refuse(errors.MESSAGE_DELETED);
  if (own === emoji) return keep;
  if (!ofOthers.has(emoji) && ofOthers.size >= maxEmoji) return refuse(errors.TOO_MANY_REACTIONS);

  return change({ emoji });
}
