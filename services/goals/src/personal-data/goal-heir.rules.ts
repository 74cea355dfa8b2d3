interface Candidate {
  readonly userId: string;
  readonly role: string;
}

/**
 * Who a goal belongs to when its creator is gone: the member, else the supporter, else the viewer who joined first.
 *
 * @param participants in the order in which they joined
 * @returns undefined when nobody else takes part
 */
export function heirOf(participants: readonly Candidate[], creatorId: string): string | undefined {
  const others = participants.filter(({ userId }) => userId !== creatorId);
  const first = (role: string) => others.find((one) => one.role === role);
  return (first('member') ?? first('supporter') ?? first('viewer'))?.userId;
}
