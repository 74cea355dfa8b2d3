import { tagOf } from './tag.rules';

test.each([
  ['/api/v1/goals', 'Goals'],
  ['/api/v1/goals/:goalId/contributions', 'Goals'],
  ['/api/v1/trip-plans/:tripPlanId', 'TripPlans'],
  ['/readyz', 'Internal'],
])('the tag of %s is %s', (path, tag) => {
  expect(tagOf(path)).toBe(tag);
});
