import { type RankedFacts, reasonsFor, scoreOf } from './ranking.rules';

const plain: RankedFacts = {
  isOwn: false,
  isFriend: false,
  ageHours: 240,
  mutualFriends: 0,
  hasSharedGoal: false,
  interactions: 0,
  likes: 0,
  comments: 0,
};
const score = (facts: Partial<RankedFacts>) => scoreOf(reasonsFor({ ...plain, ...facts }));

test.each<[string, Partial<RankedFacts>]>([
  ['is newer', { ageHours: 1 }],
  ['is by a friend', { isFriend: true }],
  ['is by a friend of friends', { mutualFriends: 2 }],
  ['is about a shared goal', { hasSharedGoal: true }],
  ['is by an author that the viewer likes', { interactions: 3 }],
  ['has likes', { likes: 10 }],
])('a post that %s has a higher score', (_name, facts) => {
  expect(score(facts)).toBeGreaterThan(score({}));
});

test('no number of likes outweighs a day together with a friendship', () => {
  expect(score({ likes: 1e9 })).toBeLessThan(score({ isFriend: true, ageHours: 24 }));
});

test('the score is the sum of the points of the reasons, and reasons without points are left out', () => {
  const reasons = reasonsFor({ ...plain, ageHours: 0, isFriend: true });
  expect(reasons.map(({ reason, points }) => [reason, points])).toEqual([
    ['friend', 3],
    ['recent', 5],
  ]);
  expect(scoreOf(reasons)).toBe(8);
});
