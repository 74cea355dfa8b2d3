import { ownerOf } from './path-owner.rules';

const declarations = [
  { name: 'identity', paths: ['/api/v1/users', '/api/v1/auth'] },
  { name: 'goals', paths: ['/api/v1/goals', '/api/v1/users/:userId/goals'] },
  { name: 'social-graph', paths: ['/api/v1/users/search'] },
] as const;

test.each([
  ['/api/v1/users', 'identity'],
  ['/api/v1/users/42', 'identity'],
  ['/api/v1/users/42/goals', 'goals'],
  ['/api/v1/users/:id/goals', 'goals'],
  ['/api/v1/users/42/goals/7', 'goals'],
  ['/api/v1/users/search', 'social-graph'],
  ['/api/v1/goals/', 'goals'],
  ['/api/v1/goalsetting', undefined],
  ['/api/v1', undefined],
  ['/', undefined],
])('%s belongs to %s', (path, owner) => {
  expect(ownerOf(path, declarations)).toBe(owner);
});
