interface Candidate {
  readonly userId: string;
  readonly role: string;
}

/**
 * Returns the new creator of a goal whose creator is erased: the member, else the supporter, else the viewer who joined
 * first.
 *
 * @param participants in order of joining
 * @returns undefined when there is no other participant
 */
export function heirOf(participants: readonly Candidate[], creatorId: string): string | undefined {
  const others = participants.filter(({ userId }) => userId !== creatorId);
  const first = (role: string) => others.find((candidate) => candidate.role === role);
  return (first('member') ?? first('supporter') ?? first('viewer'))?.userId;
}
