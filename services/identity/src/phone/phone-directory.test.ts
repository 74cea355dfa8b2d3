import { randomUUID } from 'node:crypto';
import { PhoneDirectoryService } from '@tribe/contracts';
import { LocalIssuer, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { rowsOf } from '../identity.test-support';

let issuer: LocalIssuer;
let tribe: Tribe;
let asker: Person;
let contact: Person;
let shy: Person;
const [askersNumber, contactsNumber, shyNumber] = [
  '+254700000001',
  '+254700000002',
  '+254700000003',
];

beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({ services: [identity], env: issuer.environment });
  [asker, contact, shy] = [
    await tribe.person('asker'),
    await tribe.person('contact'),
    await tribe.person('shy'),
  ];
  await show(asker, askersNumber);
  await show(contact, contactsNumber);
  await show(shy, shyNumber);
  for (const person of [asker, contact, shy])
    await person.put('/api/v1/settings/privacy', { discoverable_by_phone: person !== shy });
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

async function show(person: Person, number: string) {
  const seconds = Math.floor(tribe.clock.now().getTime() / 1000);
  await person.put('/api/v1/users/me/phone', { id_token: await issuer.signPhone(seconds, number) });
}

const find = async (askerId: string, phoneNumbers: string[]) =>
  (await tribe.rpcAs('social-graph'))
    .client(PhoneDirectoryService)
    .findByPhoneNumbers({ askerId, phoneNumbers }, { deadlineMs: 2_000 });

test('returns each discoverable user with one of the numbers once, with their version', async () => {
  const numbers = [contactsNumber, contactsNumber, shyNumber, askersNumber, '+254799999999'];
  const { askerVersion, found } = await find(asker.id, numbers);
  expect(askerVersion).toBe(3n);
  expect(found).toMatchObject([{ userId: contact.id, version: 3n }]);
});

test('refuses an asker who is not discoverable or does not exist with PHONE_NOT_DISCOVERABLE', async () => {
  for (const id of [shy.id, randomUUID()])
    await expect(find(id, [contactsNumber])).rejects.toMatchObject({
      code: 'PHONE_NOT_DISCOVERABLE',
    });
});

test('a deactivated user can neither find users nor be found', async () => {
  const change = (isActive: boolean) =>
    rowsOf(tribe, 'UPDATE users SET is_active = $2 WHERE id = $1', [contact.id, isActive]);
  await change(false);
  expect((await find(asker.id, [contactsNumber])).found).toEqual([]);
  await expect(find(contact.id, [askersNumber])).rejects.toMatchObject({
    code: 'PHONE_NOT_DISCOVERABLE',
  });
  await change(true);
});

test.each([
  ['a malformed asker id', ['unknown', ['+254712345678']]],
  ['a number that is not E.164', [randomUUID(), ['0712345678']]],
  ['more than 500 numbers', [randomUUID(), Array.from({ length: 501 }, () => '+254712345678')]],
] as const)('refuses %s with VALIDATION_FAILED', async (_what, [id, numbers]) => {
  await expect(find(id, [...numbers])).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});
