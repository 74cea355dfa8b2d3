import type { EdgeRoute } from '@tribe/service-kit/edge';
import { responsesOf } from './edge-responses';

const route: EdgeRoute = {
  method: 'GET',
  path: '/api/v1/auth/me',
  access: 'authenticated',
  limit: 'read',
};

test.each([
  ['TOKEN_EXPIRED', 'TOKEN_EXPIRED, SESSION_REVOKED'],
  ['SESSION_REVOKED, TOKEN_EXPIRED', 'SESSION_REVOKED, TOKEN_EXPIRED'],
])('a 401 with %s is documented once with SESSION_REVOKED', (description, documented) => {
  const { 401: response } = responsesOf(route, { 401: { description } }) as {
    401: { description: string };
  };
  expect(response.description).toBe(documented);
});
