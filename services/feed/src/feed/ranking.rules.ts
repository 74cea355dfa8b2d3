import type { ActivityFacts } from '../activity/activity.queries';
import type { feedReasonNames } from './feed.dto';

export type ReasonName = (typeof feedReasonNames)[number];

/** The facts that the rank of a post rests on. */
export interface RankedFacts {
  readonly isOwn: boolean;
  readonly isFriend: boolean;
  readonly ageHours: number;
  readonly mutualFriends: number;
  readonly hasSharedGoal: boolean;
  /** Likes and comments that the viewer gave the author. */
  readonly interactions: number;
  readonly likes: number;
  readonly comments: number;
}

export interface Reason {
  readonly reason: ReasonName;
  readonly points: number;
  readonly text: string;
}

/** A post loses half of its points for recency in this time. */
const halfLifeHours = 24;
const maxRecency = 5;

/** Returns why a post is in a feed, with the points of each reason. Reasons without points are left out. */
export function reasonsFor(facts: RankedFacts): Reason[] {
  const { ageHours, mutualFriends, interactions, likes, comments } = facts;
  const recency = maxRecency * 0.5 ** (Math.max(0, ageHours) / halfLifeHours);

  const reasons: Reason[] = [
    { reason: 'own', points: facts.isOwn ? 1 : 0, text: 'It is yours' },
    { reason: 'friend', points: facts.isFriend ? 3 : 0, text: 'It is from a friend' },
    { reason: 'recent', points: recency, text: 'It is recent' },
    {
      reason: 'mutual_friends',
      points: Math.min(2, mutualFriends * 0.5),
      text: `You and the author have ${mutualFriends} ${mutualFriends === 1 ? 'friend' : 'friends'} in common`,
    },
    {
      reason: 'shared_goal',
      points: facts.hasSharedGoal ? 2 : 0,
      text: 'It is about a goal that you take part in',
    },
    {
      reason: 'interaction',
      points: Math.min(2, Math.log2(1 + interactions) * 0.5),
      text: 'You have liked or commented on posts of the author',
    },
    {
      reason: 'popular',
      points: Math.min(3, Math.log10(1 + likes + 2 * comments)),
      text: 'Many users like it or comment on it',
    },
  ];

  return reasons
    .map((reason) => ({ ...reason, points: Math.round(reason.points * 100) / 100 }))
    .filter(({ points }) => points > 0);
}

/** Returns why an activity is in a feed. */
export function reasonsForActivity(facts: ActivityFacts, now: Date): Reason[] {
  const ageHours = (now.getTime() - facts.happenedAt.getTime()) / 3_600_000;
  const unranked = { mutualFriends: 0, interactions: 0, likes: 0, comments: 0 };

  return reasonsFor({ ...unranked, ...facts, ageHours });
}

export function scoreOf(reasons: readonly Reason[]): number {
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return Math.round(sum * 100) / 100;
}
