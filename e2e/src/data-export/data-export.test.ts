import { servicesWithPersonalData } from '@tribe/contracts';
import { dayMs } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
});
afterAll(() => tribe.stop());

const minute = 60_000;
/** Returns a person who has verified their address. */
async function verified(name: string): Promise<Person> {
  const person = await tribe.person(name);
  await tribe.settled();
  const token = tribe.mailbox.tokenTo(person.email);
  const { status } = await person.post('/api/v1/auth/verify-email', { token });
  expect(status).toBe(200);
  return person;
}

const ask = (person: Pick<Person, 'post'>) => person.post('/api/v1/settings/download-data');
const fetchArchive = (token: string) =>
  tribe.client().post('/api/v1/settings/download-data/archive', { token });

async function mailedToken({ email }: Person): Promise<string> {
  await tribe.settled();
  return tribe.mailbox.tokenTo(email, 'Your data is ready') ?? '';
}

test('a data export contains exactly the data of the user in all services', async () => {
  const [brian, alvin] = [await verified('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  await tribe.settled();
  const goal = {
    title: 'Trip to Lamu',
    goal_type: 'group',
    target_type: 'amount',
    target_amount: 300,
  };
  const shared = await brian.post('/api/v1/goals', {
    ...goal,
    target_currency: 'USD',
    participant_ids: [alvin.id],
  });
  const give = (person: Person, note: string) =>
    person.post(`/api/v1/goals/${shared.body.id}/contributions`, { amount: 50, note });
  await give(brian, 'from Brian');
  await give(alvin, 'from Alvin');
  const system = await brian.post('/api/v1/systems', { title: 'Read' });
  const at = { client_id: 'phone-1', checked_in_at: tribe.clock.now().toISOString() };
  await brian.post(`/api/v1/systems/${system.body.id}/checkins`, { ...at, notes: 'two pages' });
  await brian.post('/api/v1/reflections', { content: 'A calm day' });
  await brian.put('/api/v1/users/preferences', {
    location_neighborhood: 'Harlem',
    preferences: [{ category: 'Music' }],
  });
  await tribe.settled();

  const { status, body } = await ask(brian);
  expect([status, body.status]).toEqual([202, 'gathering']);
  const { status: fetched, body: archive } = await fetchArchive(await mailedToken(brian));
  expect(fetched).toBe(200);
  expect(archive).toMatchObject({ schema_version: 1, user_id: brian.id });
  expect(Object.keys(archive.services).sort()).toEqual([...servicesWithPersonalData].sort());
  const { identity, goals, 'social-graph': graph, notifications } = archive.services;
  expect(identity.account).toMatchObject([{ email: brian.email, username: brian.username }]);
  expect(identity.ways_to_log_in).toMatchObject([{ kind: 'password', subject: null }]);
  expect(identity.discovery_profile).toMatchObject([
    { locationNeighborhood: 'Harlem', preferences: [{ category: 'Music' }] },
  ]);
  expect(goals.goals).toMatchObject([{ title: 'Trip to Lamu' }]);
  expect(goals.contributions).toMatchObject([{ note: 'from Brian' }]);
  expect(goals.systems).toMatchObject([{ title: 'Read', schedules: [{ frequency: 'daily' }] }]);
  expect(goals.checkins).toMatchObject([{ notes: 'two pages' }]);
  expect(goals.reflections).toMatchObject([{ content: 'A calm day' }]);
  expect(graph.friendships).toMatchObject([{ status: 'accepted' }]);
  expect(notifications.notifications.length).toBeGreaterThan(0);
  const text = JSON.stringify(archive);
  expect(text).not.toContain(alvin.email);
  expect(text).not.toContain('from Alvin');
  expect(text).not.toMatch(/argon2|secret_?hash|token_?hash/i);
});

test('the link is valid for a week and required, and an export can be requested once a day', async () => {
  const person = await verified('archivist');
  expect((await ask(person)).status).toBe(202);
  const again = await ask(person);
  expect([again.status, again.body.code]).toEqual([429, 'DATA_EXPORT_LIMIT_REACHED']);
  expect(Number(again.headers['retry-after'])).toBeGreaterThan(86_000);
  const token = await mailedToken(person);
  tribe.clock.advance(7 * dayMs - minute);
  expect((await fetchArchive(token)).status).toBe(200);
  tribe.clock.advance(minute + 1_000);
  expect((await fetchArchive(token)).body.code).toBe('LINK_EXPIRED');
});

test('an export requires a recently confirmed identity', async () => {
  const person = await verified('robbed');
  tribe.clock.advance(11 * minute);
  expect((await ask(person)).body.code).toBe('RECENT_AUTHENTICATION_REQUIRED');
  await person.post('/api/v1/auth/step-up', { password: person.password });
  expect((await ask(person)).status).toBe(202);
});

test('a service that is unavailable delivers its part when it is available again', async () => {
  const person = await verified('patient');
  // Identity adds its own part with the archive.
  const available = servicesWithPersonalData
    .filter((name) => name !== 'identity' && name !== 'goals')
    .sort();
  await tribe.settled();
  await tribe.stopService('goals');
  expect((await ask(person)).status).toBe(202);
  await eventually(async () => {
    const { rows } = await (
      await tribe.db('identity')
    ).query(
      `SELECT service FROM data_export_parts JOIN data_exports ON id = export_id
        WHERE user_id = $1 AND is_last ORDER BY service`,
      [person.id],
    );
    expect(rows.map(({ service }) => service)).toEqual(available);
  });
  expect(tribe.mailbox.to(person.email).map(({ subject }) => subject)).not.toContain(
    'Your data is ready',
  );
  await tribe.startService('goals');
  const { status, body } = await fetchArchive(await mailedToken(person));
  expect([status, Object.keys(body.services ?? {}).sort()]).toEqual([
    200,
    [...servicesWithPersonalData].sort(),
  ]);
});
