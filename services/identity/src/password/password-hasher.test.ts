import { type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({
    services: [identity],
    env: { PASSWORD_HASH_CONCURRENCY: '1', PASSWORD_HASH_QUEUE: '1', PASSWORD_HASH_KIB: '47104' },
  });
});
afterAll(() => tribe.stop());

function logInAs(email: string) {
  return tribe.client().post('/api/v1/auth/login', { email, password: 'whatever it is' });
}

test('a login to an unknown account costs a hash, and a flood of them is refused with 503 OVERLOADED', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => logInAs(`unknown${i}@example.com`)),
  );
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true);
  expect(refused.map(({ body }) => body.code)).toContain('OVERLOADED');
  expect(answers.filter(({ status }) => status === 401).length).toBe(20 - refused.length);
  expect((await logInAs('unknown@example.com')).status).toBe(401);
});
