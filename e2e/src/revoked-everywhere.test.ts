import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
});
afterAll(() => tribe.stop());

/** An endpoint of each service with a schema, which needs a token. */
const endpoints = [
  ['identity', '/api/v1/users/me/stats'],
  ['social-graph', '/api/v1/friends'],
  ['goals', '/api/v1/goals'],
  ['notifications', '/api/v1/notifications'],
] as const;

test('after a log-out, every service refuses the token at its own port', async () => {
  const person = await tribe.person('brian');
  const token = person.accessToken;
  const statuses = () =>
    Promise.all(
      endpoints.map(async ([service, path]) => {
        const { status, body } = await tribe.client({ token, service }).get(path);
        return [service, status, body.code];
      }),
    );
  expect(await statuses()).toEqual(endpoints.map(([service]) => [service, 200, undefined]));
  await person.post('/api/v1/auth/logout');
  await eventually(async () => (await statuses()).every(([, status]) => status === 401));
  expect(await statuses()).toEqual(endpoints.map(([service]) => [service, 401, 'SESSION_REVOKED']));
});
