import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { answer, make, Tribes, tally } from './tribe.test-support';

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

test('of forty who join a group for ten at the same moment exactly nine get in beside its owner', async () => {
  const [brian, ...others] = await tribes.people(41);
  const one = await tribes.made('group', brian!);
  const answers = await Promise.all(others.map((other) => one.join(other)));
  expect(tally(answers)).toEqual({ '200': 9, '409 TRIBE_FULL': 31 });
  const { members, count, version } = await tribes.inside(one);
  expect([members.length, count, version]).toEqual([10, 10, 10]);
});

test('whichever door they come through, joiners, invited and approved, the limit holds', async () => {
  const [brian, ...others] = await tribes.friends(16);
  const one = await tribes.made('group', brian, others.slice(0, 5));
  const invited = await Promise.all(
    others
      .slice(5, 10)
      .map(async (other) => ({ other, id: (await one.invite(brian, other)).body.id })),
  );
  await one.change(brian, { require_approval: true });
  await Promise.all(others.slice(10).map((other) => one.join(other)));
  const { requests } = (await one.requests(brian)).body;
  const answers = await Promise.all([
    ...invited.map(({ other, id }) => answer(other, 'group', id, 'accept')),
    ...requests.map(({ id }: { id: string }) => one.approve(brian, id)),
  ]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(4);
  expect(tally(answers)['409 TRIBE_FULL']).toBe(answers.length - 4);
  expect(await tribes.inside(one)).toMatchObject({ count: 10 });
});

test('one person who joins fifty times at once is in once', async () => {
  const [brian, alvin] = (await tribes.people(2)) as [Person, Person];
  const one = await tribes.made('group', brian);
  expect(tally(await times(50, () => one.join(alvin)))).toEqual({ '200': 50 });
  expect(await tribes.inside(one)).toMatchObject({ count: 2, version: 2 });
});

test('one person who is invited by several at once is invited once', async () => {
  const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
  await tribes.befriend(alvin, clarie);
  const one = await tribes.made('group', brian, [alvin]);
  await one.setRole(brian, alvin, 'moderator');
  const answers = await times(10, (index) => one.invite(index % 2 ? brian : alvin, clarie));
  expect(tally(answers)).toEqual({ '201': 1, '409 TRIBE_INVITATION_EXISTS': 9 });
});

test('when everybody leaves at the same moment, ownership is handed on until the door is closed', async () => {
  for (let round = 0; round < 3; round++) {
    const [brian, ...others] = (await tribes.people(6)) as [Person, ...Person[]];
    const one = await tribes.made('group', brian, others);
    const answers = await Promise.all([brian, ...others].map((person) => one.leave(person)));
    expect(tally(answers)).toEqual({ '204': 6 });
    expect(await tribes.inside(one)).toMatchObject({ members: [], count: 0 });
    expect((await tribes.eventsOf(one.id)).at(-1)).toBe('archived');
  }
});

test('the owner and who is to follow leaving at once never leaves an owner who is no member', async () => {
  for (let round = 0; round < 6; round++) {
    const [brian, alvin, clarie] = (await tribes.people(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian, [alvin, clarie]);
    await Promise.all([one.leave(brian), one.leave(alvin), one.handOver(brian, alvin)]);
    const { members, owner } = await tribes.inside(one);
    expect(members).toEqual([[clarie.id, 'admin']]);
    expect(owner).toBe(clarie.id);
  }
});

test('a limit lowered while people join is never below who is in', async () => {
  const [brian, ...others] = (await tribes.people(9)) as [Person, ...Person[]];
  const one = await tribes.made('group', brian);
  const [changed] = await Promise.all([
    one.change(brian, { max_members: 4 }),
    ...others.map((other) => one.join(other)),
  ]);
  const { count } = await tribes.inside(one);
  expect([
    [200, 4],
    [409, 9],
  ]).toContainEqual([changed.status, count]);
});

test('nobody owns more than they may, however fast they are', async () => {
  const [brian] = (await tribes.people(1)) as [Person];
  const answers = await times(10, () => make(brian, 'tribe', { name: 'Runners' }));
  expect(tally(answers)).toEqual({ '201': 3, '409 TRIBE_LIMIT_REACHED': 7 });
});

test('whatever happens at once, versions grow by one with every event and the count is that of the members', async () => {
  const [brian, ...others] = await tribes.friends(5);
  const one = await tribes.made('group', brian, others);
  const moves = [
    (person: Person) => one.leave(person),
    (person: Person) => one.join(person),
    (person: Person) => one.setRole(brian, person, 'moderator'),
    (person: Person) => one.setRole(brian, person, 'member'),
    (person: Person) => one.change(person, { name: 'Swimmers' }),
    (person: Person) => one.invite(person, brian),
  ];
  const answers = await times(72, (index) =>
    moves[index % moves.length]!(others[index % others.length]!),
  );
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const published = await tribes.rows(
    'SELECT entity_version FROM outbox WHERE entity_id = $1 ORDER BY position',
    [one.id],
  );
  expect(published.map(({ entity_version }) => Number(entity_version))).toEqual(
    published.map((_, index) => index + 1),
  );
  const { members, count, version } = await tribes.inside(one);
  expect([count, version]).toEqual([members.length, published.length]);
});
