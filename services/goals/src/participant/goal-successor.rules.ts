interface Candidate {
  readonly userId: string;
  readonly role: string;
}

/**
 * Returns the new creator of a goal whose creator leaves it: the member, else the supporter, else the viewer who joined
 * first. Participants with closed or banned accounts come last, because they cannot act.
 *
 * @param participants in order of joining
 * @param closed the participants with closed or banned accounts
 * @returns undefined when there is no other participant
 */
export function successorOf(
  participants: readonly Candidate[],
  creatorId: string,
  closed: ReadonlySet<string>,
): string | undefined {
  const others = participants.filter(({ userId }) => userId !== creatorId);
  const active = others.filter(({ userId }) => !closed.has(userId));
  const candidates = active.length > 0 ? active : others;
  const first = (role: string) => candidates.find((candidate) => candidate.role === role);

  return (first('member') ?? first('supporter') ?? first('viewer'))?.userId;
}
