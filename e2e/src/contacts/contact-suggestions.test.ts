import { identity } from '@tribe/identity';
import { socialGraph } from '@tribe/social-graph';
import {
  eventually,
  LocalIssuer,
  type Person,
  startTribe,
  type Tribe,
  within,
} from '@tribe/testing';
import { type Caller, found, PhonePeople, suggestedTo } from './phone-people';

let issuer: LocalIssuer;
let tribe: Tribe;
let people: PhonePeople;
let asker: Caller;
let contact: Caller;

beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({ services: [identity, socialGraph], env: issuer.environment });
  people = new PhonePeople(tribe, issuer);
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});
beforeEach(async () => {
  [asker, contact] = [await people.caller(), await people.caller()];
  await found(asker.person, contact.number);
});

const byPhone = ({ person }: Caller): [string, string] => [person.id, 'phone_contact'];
const privacy = async (person: Person, change: object) => {
  await person.put('/api/v1/settings/privacy', change);
  await tribe.settled();
};

async function befriend(requester: Person, addressee: Person) {
  await privacy(addressee, { who_can_send_friend_requests: 'everyone' });
  await tribe.befriend(requester, addressee);
}

test('a contact found by number is suggested immediately, but not the other way round', async () => {
  expect(await suggestedTo(asker.person)).toEqual([byPhone(contact)]);
  expect(await suggestedTo(contact.person)).toEqual([]);
  const another = await people.caller();
  await found(asker.person, another.number);
  expect(new Set(await suggestedTo(asker.person))).toEqual(
    new Set([byPhone(contact), byPhone(another)]),
  );
});

test('phone contacts are suggested before friends of friends, and as friends of friends when they are no longer discoverable', async () => {
  const [friend, far] = [await people.person(), await people.person()];
  await befriend(asker.person, friend);
  for (const person of [far, contact.person]) await befriend(friend, person);
  expect(await suggestedTo(asker.person)).toEqual([byPhone(contact), [far.id, 'mutual_friends']]);
  await people.letFind(contact.person, false);
  expect(new Set(await suggestedTo(asker.person))).toEqual(
    new Set([
      [contact.person.id, 'mutual_friends'],
      [far.id, 'mutual_friends'],
    ]),
  );
});

test('a dismissed contact is not suggested again after further look-ups', async () => {
  const dismissed = `/api/v1/friends/suggestions/${contact.person.id}/dismiss`;
  await suggestedTo(asker.person);
  expect((await asker.person.post(dismissed, undefined)).status).toBe(204);
  await found(asker.person, contact.number);
  expect(await suggestedTo(asker.person)).toEqual([]);
  await people.letFind(contact.person, false);
  await people.letFind(contact.person);
  await found(asker.person, contact.number);
  expect(await suggestedTo(asker.person)).toEqual([]);
});

test.each<[string, (asker: Person, contact: Person) => Promise<unknown>]>([
  ['the contact disables discovery by phone', (_, other) => people.letFind(other, false)],
  ['the contact removes the number', (_, other) => people.forget(other)],
  ['the contact changes the number', (_, other) => people.show(other, people.newNumber())],
  ['the user disables discovery by phone', (me) => people.letFind(me, false)],
  ['the user removes the number', (me) => people.forget(me)],
  ['the contact closes the account', (_, other) => other.delete('/api/v1/settings/delete-account')],
  [
    'the contact disables suggestions',
    (_, other) => privacy(other, { appear_in_suggestions: false }),
  ],
  [
    'the contact makes the profile private',
    (_, other) => privacy(other, { profile_visibility: 'private' }),
  ],
  [
    'the contact blocks the user',
    (me, other) => other.post('/api/v1/settings/blocked-users', { user_id: me.id }),
  ],
  [
    'the user blocks the contact',
    (me, other) => me.post('/api/v1/settings/blocked-users', { user_id: other.id }),
  ],
  ['both become friends', (me, other) => befriend(me, other)],
])('a contact is not suggested after %s', async (_what, happens) => {
  expect(await suggestedTo(asker.person)).toEqual([byPhone(contact)]);
  await happens(asker.person, contact.person);
  await tribe.settled();
  expect(await suggestedTo(asker.person)).toEqual([]);
});

test('a contact that is no longer discoverable is removed within a second', async () => {
  await within(1_000, async () => {
    const another = await people.caller();
    await found(asker.person, another.number);
    expect(await suggestedTo(asker.person)).toContainEqual(byPhone(another));
    return async () => {
      await another.person.put('/api/v1/settings/privacy', { discoverable_by_phone: false });
      expect(await found(asker.person, another.number)).toEqual([]);
      await eventually(async () =>
        expect(await suggestedTo(asker.person)).toEqual([byPhone(contact)]),
      );
    };
  });
});

test('a contact that is no longer discoverable is omitted from further pages and from running refreshes', async () => {
  const another = await people.caller();
  await found(asker.person, another.number);
  const { body } = await asker.person.get('/api/v1/friends/suggestions?limit=1');
  const [first] = body.suggestions;
  const rest = first.user.id === contact.person.id ? another : contact;
  await people.letFind(rest.person, false);
  expect(await suggestedTo(asker.person, `?limit=1&cursor=${body.pagination.next_cursor}`)).toEqual(
    [],
  );
  const db = await tribe.db('social-graph');
  await db.query('INSERT INTO suggestion_refreshes VALUES ($1, now())', [asker.person.id]);
  expect(await suggestedTo(asker.person)).toEqual([[first.user.id, 'phone_contact']]);
});
