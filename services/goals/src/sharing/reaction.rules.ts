import { change, type Decision, keep } from '@tribe/service-kit';

/** Decides a reaction, which replaces the former reaction of the user; null removes it. */
export function decideReaction(
  known: { readonly emoji: string | null } | undefined,
  emoji: string | null,
): Decision<{ readonly emoji: string | null }> {
  return (known?.emoji ?? null) === emoji ? keep : change({ emoji });
}
