import type { EdgeRoute } from '@tribe/service-kit/edge';
import { admit } from './admitted-routes.rules';

const route = (path: string, access: EdgeRoute['access'] = 'authenticated'): EdgeRoute => ({
  method: 'POST',
  path,
  access,
  limit: 'write',
});

test('serves routes below the prefixes of the owner', () => {
  const { routes, foreign } = admit('goals', [
    route('/api/v1/goals'),
    route('/api/v1/users/:userId/goals'),
  ]);
  expect(routes.map(({ path, owner }) => `${owner} ${path}`)).toEqual([
    'goals /api/v1/goals',
    'goals /api/v1/users/:userId/goals',
  ]);
  expect(foreign).toEqual([]);
});

test('omits paths of another service, and paths of no service', () => {
  const claimed = [
    route('/api/v1/auth/login', 'public'),
    route('/api/v1/unheard-of'),
    route('/internal'),
  ];
  expect(admit('goals', claimed)).toEqual({
    routes: [],
    foreign: ['POST /api/v1/auth/login', 'POST /api/v1/unheard-of', 'POST /internal'],
    unreviewed: [],
  });
});

test('requires a token for a public endpoint that has not been reviewed', () => {
  const { routes, unreviewed } = admit('goals', [route('/api/v1/goals', 'public')]);
  expect(routes[0]?.access).toBe('authenticated');
  expect(unreviewed).toEqual(['POST /api/v1/goals']);
});

test('requires no token for a reviewed public endpoint', () => {
  const { routes, unreviewed } = admit('identity', [route('/api/v1/auth/login', 'public')]);
  expect([routes[0]?.access, unreviewed]).toEqual(['public', []]);
});
