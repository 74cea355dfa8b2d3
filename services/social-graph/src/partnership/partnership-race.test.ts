import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  act,
  invite,
  inviteAgain,
  look,
  Partners,
  partnerships,
  tally,
  startEmailDirectory,
} from './partnership.test-support';

let tribe: Tribe;
let partners: Partners;

beforeAll(async () => {
  tribe = await startTribe({
    services: [socialGraph],
    env: { PARTNERSHIP_LIMIT: '2', OPEN_PARTNERSHIP_INVITATION_LIMIT: '5' },
  });
  partners = new Partners(tribe);
  await startEmailDirectory(tribe);
});
afterAll(() => tribe.stop());

const times = <T>(number: number, call: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: number }, (_, index) => call(index)));

test('fifty simultaneous acceptances make one partnership and publish one event', async () => {
  const [brian, alvin] = (await partners.friends(2)) as [Person, Person];
  const { id } = (await invite(brian, { user_id: alvin.id })).body;
  expect(tally(await times(50, () => act(alvin, id, 'accept')))).toEqual({ '200': 50 });
  expect(await partners.eventsOf(id)).toEqual(['invited', 'activated']);
});

test('of several duo invitations that one user accepts at the same moment one succeeds', async () => {
  for (let round = 0; round < 5; round++) {
    const [brian, ...others] = await partners.friends(5);
    const ids = await Promise.all(
      others.map(async (other) => (await invite(other, { user_id: brian.id })).body.id),
    );
    const answers = await Promise.all(ids.map((id) => act(brian, id, 'accept')));
    expect(tally(answers)).toEqual({ '200': 1, '409 DUO_EXISTS': 3 });
    expect(await partners.duosOf(brian)).toBe(1);
  }
});

test('of several users who accept duo invitations of one inviter at the same moment one succeeds', async () => {
  for (let round = 0; round < 5; round++) {
    const [brian, ...others] = await partners.friends(5);
    const sent = await Promise.all(
      others.map(async (other) => ({
        other,
        id: (await invite(brian, { user_id: other.id })).body.id as string,
      })),
    );
    const answers = await Promise.all(sent.map(({ other, id }) => act(other, id, 'accept')));
    expect(tally(answers)).toEqual({ '200': 1, '409 PARTNER_UNAVAILABLE': 3 });
    expect(await partners.duosOf(brian)).toBe(1);
  }
});

test('two users who accept each other’s duo invitations at the same moment are in one duo', async () => {
  for (let round = 0; round < 8; round++) {
    const [brian, alvin] = (await partners.friends(2)) as [Person, Person];
    const mine = (await invite(brian, { user_id: alvin.id })).body.id;
    const theirs = (await invite(alvin, { user_id: brian.id })).body.id;
    const answers = await Promise.all([act(alvin, mine, 'accept'), act(brian, theirs, 'accept')]);
    expect(tally(answers)['200']).toBe(1);
    expect([await partners.duosOf(brian), await partners.duosOf(alvin)]).toEqual([1, 1]);
  }
});

test('three users who accept each other’s invitations in a ring end with one duo', async () => {
  for (let round = 0; round < 5; round++) {
    const ring = (await partners.friends(3)) as [Person, Person, Person];
    await partners.befriend(ring[1], ring[2]);
    const ids = await times(
      3,
      async (index) => (await invite(ring[index]!, { user_id: ring[(index + 1) % 3]!.id })).body.id,
    );
    const answers = await times(3, (index) => act(ring[(index + 1) % 3]!, ids[index], 'accept'));
    expect(tally(answers)['200']).toBe(1);
    const duos = await Promise.all(ring.map((person) => partners.duosOf(person)));
    expect(duos.toSorted()).toEqual([0, 1, 1]);
  }
});

test('the database refuses a second duo of a user on either side', async () => {
  const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
  await partners.pair(brian, alvin);
  const { id } = (await invite(clarie, { user_id: brian.id })).body;
  await expect(
    partners.rows('UPDATE partnership_members SET is_current = true WHERE partnership_id = $1', [
      id,
    ]),
  ).rejects.toThrow('partnership_members_one_duo');
});

test('simultaneous acceptances do not exceed PARTNERSHIP_LIMIT', async () => {
  const [brian, ...others] = await partners.friends(6);
  const sent = await Promise.all(
    others.map(async (other) => ({
      other,
      id: (await invite(brian, { user_id: other.id, kind: 'accountability' })).body.id as string,
    })),
  );
  const answers = await Promise.all(sent.map(({ other, id }) => act(other, id, 'accept')));
  expect(tally(answers)).toEqual({ '200': 2, '409 PARTNER_UNAVAILABLE': 3 });
});

test('simultaneous invitations do not exceed OPEN_PARTNERSHIP_INVITATION_LIMIT', async () => {
  const [brian] = (await partners.people(1)) as [Person];
  const answers = await times(12, (index) =>
    invite(brian, { email: `friend${index}@example.com` }),
  );
  expect(tally(answers)).toEqual({ '201': 5, '409 PARTNERSHIP_LIMIT_REACHED': 7 });
});

test('a simultaneous accept, decline and withdrawal end in one valid state', async () => {
  for (let round = 0; round < 8; round++) {
    const [brian, alvin] = (await partners.friends(2)) as [Person, Person];
    const { id } = (await invite(brian, { user_id: alvin.id })).body;
    await Promise.all([
      act(alvin, id, 'accept'),
      act(alvin, id, 'decline'),
      act(brian, id, 'dissolve'),
    ]);
    const events = (await partners.eventsOf(id)).slice(1);
    expect([
      ['activated', 'dissolved'],
      ['declined', 'dissolved'],
      ['activated'],
      ['declined'],
      ['dissolved'],
    ]).toContainEqual(events);
    const { status, version } = await partners.row(id);
    expect(version).toBe(String(events.length + 1));
    expect(status).toBe(events.at(-1) === 'activated' ? 'active' : events.at(-1));
  }
});

test('simultaneous actions of two users raise the version by one per event', async () => {
  const [brian, alvin] = (await partners.friends(2)) as [Person, Person];
  const { id } = (await invite(brian, { user_id: alvin.id })).body;
  const actions = [
    () => act(alvin, id, 'accept'),
    () => act(brian, id, 'pause'),
    () => act(alvin, id, 'resume'),
    () => inviteAgain(brian, id, { user_id: alvin.id }),
    () => act(alvin, id, 'pause'),
    () => brian.request('PATCH', `${partnerships}/${id}`, { check_in_frequency: 'weekly' }),
    () => alvin.request('PATCH', `${partnerships}/${id}`, { check_in_frequency: 'daily' }),
  ];
  const answers = await times(70, (index) => actions[index % actions.length]!());
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const published = await partners.rows(
    'SELECT entity_version FROM outbox WHERE entity_id = $1 ORDER BY position',
    [id],
  );
  expect(published.map(({ entity_version }) => Number(entity_version))).toEqual(
    published.map((_, index) => index + 1),
  );
  expect((await partners.row(id))['version']).toBe(String(published.length));
  expect((await look(brian, id)).status).toBe(200);
});
