import { startTribe, tokenFlaws, type Tribe } from '@tribe/testing';
import { notifications } from '..';
import { PrismaService } from '../prisma.service';
import { defaultPreferences, preferencesView } from './preferences.view';

const path = '/api/v1/notifications/preferences';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
});
afterAll(() => tribe.stop());

let people = 0;
const newPerson = () => tribe.person(`person${++people}`);
const updated_at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
const countRows = async () =>
  (
    await (
      await tribe.db('notifications')
    ).query('SELECT count(*)::int AS count FROM notification_preferences')
  ).rows;

test('by default everything except mail is on', async () => {
  expect(await (await newPerson()).get(path)).toMatchObject({
    status: 200,
    body: {
      push_enabled: true,
      email_enabled: false,
      goal_reminders: true,
      friend_requests: true,
      messages: true,
      achievements: true,
      post_likes: true,
      post_comments: true,
      goal_updates: true,
      updated_at: null,
    },
  });
});

test('the defaults in the service and in the database are the same', async () => {
  const { id: userId } = await newPerson();
  const prisma = tribe.service('notifications').app.get(PrismaService);
  const row = await prisma.notificationPreferences.create({
    data: { userId, updatedAt: new Date() },
  });
  expect({ ...preferencesView(row), updated_at: null }).toEqual(defaultPreferences);
});

test('an update changes only the given fields of the caller', async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  const first = await person.put(path, { email_enabled: true, post_likes: false });
  expect(first.body).toEqual({
    ...defaultPreferences,
    email_enabled: true,
    post_likes: false,
    updated_at,
  });
  await person.put(path, { goal_updates: false });
  const kept = {
    ...defaultPreferences,
    email_enabled: true,
    post_likes: false,
    goal_updates: false,
    updated_at,
  };
  expect((await person.get(path)).body).toEqual(kept);
  expect((await other.get(path)).body).toEqual(defaultPreferences);
});

test('concurrent updates of different fields are all applied', async () => {
  const person = await newPerson();
  const names = Object.keys(defaultPreferences).filter(
    (name) => name !== 'updated_at' && name !== 'email_enabled',
  );
  // More at once would wait for connections of the small pool, and be refused with 503 on a busy machine.
  for (const group of [names.slice(0, 4), names.slice(4, 8), names.slice(8)]) {
    const answers = await Promise.all(group.map((name) => person.put(path, { [name]: false })));
    expect(answers.map(({ status }) => status)).toEqual(group.map(() => 200));
  }
  const { body } = await person.get(path);
  expect(names.filter((name) => body[name])).toEqual([]);
});

test('a request without a valid token is refused', async () => {
  const { id: user_id } = await newPerson();
  const tokens = [undefined, ...tokenFlaws.map((flaw) => tribe.tokens.sign({ user_id }, flaw))];
  for (const token of tokens) {
    const client = tribe.client(token === undefined ? {} : { token });
    expect((await client.get(path)).status).toBe(401);
    expect((await client.put(path, { push_enabled: false })).status).toBe(401);
  }
});

test.each<[unknown]>([
  [{}],
  [[]],
  [{ push_enabled: 'no' }],
  [{ push_enabled: 0 }],
  [{ push_enabled: null }],
  [{ sms_enabled: true }],
  [{ push_enabled: false, user_id: '0190163d-8694-739b-aea5-966c26f8ad91' }],
  [{ push_enabled: false, updated_at: '2020-01-01T00:00:00Z' }],
])('%j is refused and writes nothing', async (body) => {
  const brian = await tribe.person('brian');
  const before = await countRows();
  expect(await brian.put(path, body)).toMatchObject({
    status: 422,
    body: { code: 'VALIDATION_FAILED' },
  });
  expect(await countRows()).toEqual(before);
});
