import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { answer, createTribe, Tribes, tally } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({
    services: [socialGraph],
    env: { GROUP_MAX_MEMBERS: '10', OWNED_TRIBE_LIMIT: '3' },
  });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

const times = <T>(number: number, call: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: number }, (_, index) => call(index)));

test('of forty users who join a group of ten at the same moment nine become members', async () => {
  const [brian, ...others] = await tribes.people(41);
  const runners = await tribes.create('group', brian!);
  const answers = await Promise.all(others.map((other) => runners.join(other)));
  expect(tally(answers)).toEqual({ '200': 9, '409 TRIBE_FULL': 31 });
  const { members, count, version } = await tribes.stored(runners);
  expect([members.length, count, version]).toEqual([10, 10, 10]);
});

test('simultaneous acceptances and approvals do not exceed the limit of members', async () => {
  const [brian, ...others] = await tribes.friends(16);
  const runners = await tribes.create('group', brian, others.slice(0, 5));
  const invited = await Promise.all(
    others
      .slice(5, 10)
      .map(async (other) => ({ other, id: (await runners.invite(brian, other)).body.id })),
  );
  await runners.change(brian, { require_approval: true });
  await Promise.all(others.slice(10).map((other) => runners.join(other)));
  const { requests } = (await runners.requests(brian)).body;
  const answers = await Promise.all([
    ...invited.map(({ other, id }) => answer(other, 'group', id, 'accept')),
    ...requests.map(({ id }: { id: string }) => runners.approve(brian, id)),
  ]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(4);
  expect(tally(answers)['409 TRIBE_FULL']).toBe(answers.length - 4);
  expect(await tribes.stored(runners)).toMatchObject({ count: 10 });
});

test('fifty simultaneous joins of one user create one membership', async () => {
  const [brian, alvin] = (await tribes.people(2)) as [Person, Person];
  const runners = await tribes.create('group', brian);
  expect(tally(await times(50, () => runners.join(alvin)))).toEqual({ '200': 50 });
  expect(await tribes.stored(runners)).toMatchObject({ count: 2, version: 2 });
});

test('simultaneous invitations of one user are one invitation', async () => {
  const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
  await tribes.befriend(alvin, clarie);
  const runners = await tribes.create('group', brian, [alvin]);
  await runners.setRole(brian, alvin, 'moderator');
  const answers = await times(10, (index) => runners.invite(index % 2 ? brian : alvin, clarie));
  expect(tally(answers)).toEqual({ '201': 1, '409 TRIBE_INVITATION_EXISTS': 9 });
});

test('when all members leave at the same moment, the group is archived', async () => {
  for (let round = 0; round < 3; round++) {
    const [brian, ...others] = (await tribes.people(6)) as [Person, ...Person[]];
    const runners = await tribes.create('group', brian, others);
    const answers = await Promise.all([brian, ...others].map((person) => runners.leave(person)));
    expect(tally(answers)).toEqual({ '204': 6 });
    expect(await tribes.stored(runners)).toMatchObject({ members: [], count: 0 });
    expect((await tribes.eventsOf(runners.id)).at(-1)).toBe('archived');
  }
});

test('when the owner and the successor leave at the same moment, the owner is a member', async () => {
  for (let round = 0; round < 6; round++) {
    const [brian, alvin, clarie] = (await tribes.people(3)) as [Person, Person, Person];
    const runners = await tribes.create('group', brian, [alvin, clarie]);
    await Promise.all([runners.leave(brian), runners.leave(alvin), runners.handOver(brian, alvin)]);
    const { members, owner } = await tribes.stored(runners);
    expect(members).toEqual([[clarie.id, 'admin']]);
    expect(owner).toBe(clarie.id);
  }
});

test('max_members lowered while users join is never below the number of members', async () => {
  const [brian, ...others] = (await tribes.people(9)) as [Person, ...Person[]];
  const runners = await tribes.create('group', brian);
  const [changed] = await Promise.all([
    runners.change(brian, { max_members: 4 }),
    ...others.map((other) => runners.join(other)),
  ]);
  const { count } = await tribes.stored(runners);
  expect([
    [200, 4],
    [409, 9],
  ]).toContainEqual([changed.status, count]);
});

test('simultaneous creations do not exceed OWNED_TRIBE_LIMIT', async () => {
  const [brian] = (await tribes.people(1)) as [Person];
  const answers = await times(10, () => createTribe(brian, 'tribe', { name: 'Runners' }));
  expect(tally(answers)).toEqual({ '201': 3, '409 TRIBE_LIMIT_REACHED': 7 });
});

test('simultaneous actions raise the version by one per event, and the count matches the members', async () => {
  const [brian, ...others] = await tribes.friends(5);
  const runners = await tribes.create('group', brian, others);
  const actions = [
    (person: Person) => runners.leave(person),
    (person: Person) => runners.join(person),
    (person: Person) => runners.setRole(brian, person, 'moderator'),
    (person: Person) => runners.setRole(brian, person, 'member'),
    (person: Person) => runners.change(person, { name: 'Swimmers' }),
    (person: Person) => runners.invite(person, brian),
  ];
  const answers = await times(72, (index) =>
    actions[index % actions.length]!(others[index % others.length]!),
  );
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const published = await tribes.rows(
    'SELECT entity_version FROM outbox WHERE entity_id = $1 ORDER BY position',
    [runners.id],
  );
  expect(published.map(({ entity_version }) => Number(entity_version))).toEqual(
    published.map((_, index) => index + 1),
  );
  const { members, count, version } = await tribes.stored(runners);
  expect([count, version]).toEqual([members.length, published.length]);
});
