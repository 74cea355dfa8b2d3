import { UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { dayMs } from '@tribe/service-kit';
import { GoalsWorld } from '../goals-world.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

const reflections = '/api/v1/reflections';
const dateIn = (days: number) =>
  new Date(world.tribe.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10);

test('a user has one reflection per day, which only the user sees', async () => {
  const { brian, alvin } = world;
  const body = { content: 'The mornings work.', prompt_id: 'daily-1', prompt_text: 'What worked?' };
  const created = await brian.post(reflections, body);
  expect([created.status, created.body]).toMatchObject([
    201,
    { ...body, user_id: brian.id, reflection_date_local: dateIn(0), partnership_id: null },
  ]);
  const before = await world.written();
  const again = await brian.post(reflections, { content: 'Again' });
  expect([again.status, again.body.code]).toEqual([409, 'REFLECTION_EXISTS']);
  expect(await world.written()).toBe(before);
  expect((await brian.get(`${reflections}/${dateIn(0)}`)).body).toEqual(created.body);
  expect((await alvin.get(`${reflections}/${dateIn(0)}`)).body.code).toBe('REFLECTION_NOT_FOUND');
  expect((await alvin.put(`${reflections}/${dateIn(0)}`, body)).status).toBe(422);
  const changed = await alvin.put(`${reflections}/${dateIn(0)}`, { content: 'Mine' });
  expect(changed.body.code).toBe('REFLECTION_NOT_FOUND');
});

test('simultaneous requests write one reflection', async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => world.clarie.post(reflections, { content: 'Calm' })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
});

test('a change needs the current version if the client names one', async () => {
  const { dorcas } = world;
  await dorcas.post(reflections, { content: 'First' });
  const path = `${reflections}/${dateIn(0)}`;
  const { headers } = await dorcas.get(path);
  const ifMatch = { headers: { 'if-match': String(headers.etag) } };
  expect((await dorcas.put(path, { content: 'Second' }, ifMatch)).body.content).toBe('Second');
  expect((await dorcas.put(path, { content: 'Third' }, ifMatch)).status).toBe(412);
});

test('accepts the last week and refuses other days, and lists the latest days first', async () => {
  const { alvin } = world;
  const write = (days: number) =>
    alvin.post(reflections, { content: 'A day', reflection_date_local: dateIn(days) });
  for (const days of [-7, -1, -3]) expect((await write(days)).status).toBe(201);
  for (const days of [-8, 1]) expect((await write(days)).body.code).toBe('REFLECTION_DATE_INVALID');
  const dates = [];
  let cursor = '';

  do {
    const { body } = await alvin.get(`${reflections}?limit=2${cursor}`);
    for (const { reflection_date_local } of body.reflections) dates.push(reflection_date_local);
    cursor = body.pagination.next_cursor ? `&cursor=${body.pagination.next_cursor}` : '';
  } while (cursor);

  expect(dates).toEqual([-1, -3, -7].map(dateIn));
});

test('today is the day of the user, by the time zone and the start of the day', async () => {
  const person = await world.tribe.person('east');
  const { id, username, fullName } = person;
  const locale = { timezone: 'Pacific/Kiritimati', dayStartsAtMinute: 0 };
  const data = { user: { id, username, fullName }, isActive: true, locale };
  const event = eventOf(UserUpdatedSchema, { entityId: id, entityVersion: 2, data });
  await world.tribe.publishAs('identity', event);
  await world.tribe.settled();
  const { body } = await person.post(reflections, { content: 'Tomorrow' });
  expect(body.reflection_date_local).toBe(dateIn(1));
});
