import { type ApiResponse, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf } from '../identity.test-support';

const me = '/api/v1/users/me';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const tagOf = ({ headers }: ApiResponse) => headers.etag ?? '';

const change = (person: Person, bio: string, ifMatch: string) =>
  person.patch(me, { bio }, { headers: { 'if-match': ifMatch } });

const written = (person: Person) =>
  rowsOf(
    tribe,
    `SELECT users.*, (SELECT count(*)::int FROM outbox WHERE entity_id = users.id) AS events,
            (SELECT count(*)::int FROM user_activities WHERE user_id = users.id) AS activities
       FROM users WHERE id = $1`,
    [person.id],
  );

test('the ETag of the account stays the same until the account changes', async () => {
  const person = await newPerson(tribe);
  const first = tagOf(await person.get(me));
  expect(first).toMatch(/^"1-[0-9a-f]+"$/);
  const unchanged = await person.get(me, { headers: { 'if-none-match': first } });
  expect(unchanged).toMatchObject({ status: 304, body: undefined });
  await person.patch(me, { bio: 'Runs at dawn' });
  const changed = await person.get(me, { headers: { 'if-none-match': first } });
  expect(changed).toMatchObject({ status: 200, body: { bio: 'Runs at dawn' } });
  expect(tagOf(changed)).toMatch(/^"2-/);
});

test('a change with the current ETag is made, and returns the ETag of the next change', async () => {
  const person = await newPerson(tribe);
  const first = await change(person, 'Runs at dawn', tagOf(await person.get(me)));
  expect(first).toMatchObject({ status: 200, body: { bio: 'Runs at dawn' } });
  expect(tagOf(await person.get(me))).toBe(tagOf(first));
  expect((await change(person, 'Runs at dusk', tagOf(first))).status).toBe(200);
});

test.each([
  ['PUT', me],
  ['PATCH', me],
  ['PUT', '/api/v1/users/profile'],
])('%s %s with an older ETag is refused and writes nothing', async (method, path) => {
  const person = await newPerson(tribe);
  const headers = { 'if-match': tagOf(await person.get(me)) };
  await person.patch(me, { bio: 'Runs at dawn' });
  const before = await written(person);
  const body = { bio: 'Runs at dusk', email: `${method}.${person.email}` };
  expect(await person.request(method, path, body, { headers })).toMatchObject({
    status: 412,
    body: { code: 'PRECONDITION_FAILED' },
  });
  expect(await written(person)).toEqual(before);
});

test('of several concurrent changes with the same ETag, one is made', async () => {
  const person = await newPerson(tribe);
  const tag = tagOf(await person.get(me));
  const bios = ['Runs at dawn', 'Runs at noon', 'Runs at dusk'];
  const answers = await Promise.all(bios.map((bio) => change(person, bio, tag)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
});

test('an ETag from before a cancelled change of the address is refused', async () => {
  const person = await newPerson(tribe);
  await person.patch(me, { email: `next.${person.email}` });
  const { headers, body } = await person.get(me);
  expect(body.email).toBe(`next.${person.email}`);
  await person.post('/api/v1/auth/change-password', {
    current_password: person.password,
    new_password: 'Nairobi by night train',
    confirm_password: 'Nairobi by night train',
  });
  expect((await person.get(me)).body.email).toBe(person.email);
  expect((await change(person, 'Runs at dawn', headers.etag ?? '')).status).toBe(412);
});

test('an ended session is refused before the precondition is compared', async () => {
  const person = await newPerson(tribe);
  await person.post('/api/v1/auth/logout');
  expect((await change(person, 'Runs at dawn', '"9-x"')).status).toBe(401);
});
