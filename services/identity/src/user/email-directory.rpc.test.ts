import { EmailDirectoryService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

async function addressOf(userId: string) {
  const directory = (await tribe.rpcAs('notifications')).client(EmailDirectoryService);
  return (await directory.getMailAddress({ userId }, { deadlineMs: 2_000 })).address;
}

const update = async (userId: string, column: string, value: unknown) =>
  (await tribe.db('identity')).query(`UPDATE users SET ${column} = $2 WHERE id = $1`, [
    userId,
    value,
  ]);

test('mails go to the verified address of an open account only', async () => {
  const { id, email, fullName } = await tribe.person('brian');
  expect(await addressOf(id)).toBeUndefined();
  await update(id, 'email_verified', true);
  expect(await addressOf(id)).toMatchObject({ email, fullName, locale: 'en' });
  await update(id, 'is_active', false);
  expect(await addressOf(id)).toBeUndefined();
  await update(id, 'is_active', true);
  await update(id, 'erase_after', new Date());
  expect(await addressOf(id)).toBeUndefined();
  expect(await addressOf(newId())).toBeUndefined();
});

test('an id that is none is refused', async () => {
  await expect(addressOf('brian')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});
