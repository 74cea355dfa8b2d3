import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, outcomeOf, rowsOf, untilBlocked } from '../identity.test-support';
import { tokenFor } from '../mail/mail.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

test('refuses with LINK_INVALID when the grace period ends while the request waits for a lock', async () => {
  const person = await newPerson(tribe);
  await person.delete('/api/v1/settings/delete-account');
  const token = await tokenFor(tribe, person, 'account_deletion');
  const end = new Date(tribe.clock.now().getTime() + 60_000);
  await rowsOf(tribe, 'BEGIN');
  await rowsOf(tribe, 'UPDATE users SET erase_after = $2 WHERE id = $1', [person.id, end]);
  const restoring = tribe.client().post('/api/v1/auth/restore-account', { token });
  await untilBlocked(tribe).finally(() => {
    tribe.clock.advance(120_000);
    return rowsOf(tribe, 'COMMIT');
  });
  expect(outcomeOf(await restoring)).toEqual([422, 'LINK_INVALID']);
  expect(await rowsOf(tribe, 'SELECT is_active FROM users WHERE id = $1', [person.id])).toEqual([
    { is_active: false },
  ]);
});
