import { dayMs } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { announcePrivacy } from '../friend/friend.test-support';
import { Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

const close = (person: Person) => announcePrivacy(tribe, person, {}, false);
const open = (person: Person) => announcePrivacy(tribe, person, {}, true);

/** Lets time pass until work that is then due is done. */
async function pass(ms: number): Promise<void> {
  tribe.clock.advance(ms);
  await tribe.settled();
}

test('an owner whose account is closed for seven days is replaced by the highest role with an open account', async () => {
  const [owner, away, moderator, member] = (await tribes.people(4)) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const runners = await tribes.create('group', owner, [member, away, moderator]);
  await runners.setRole(owner, away, 'admin');
  await runners.setRole(owner, moderator, 'moderator');
  await close(away);
  await close(owner);
  await pass(7 * dayMs - 60_000);
  expect((await tribes.stored(runners)).owner).toBe(owner.id);

  await pass(120_000);
  expect((await runners.look(member)).body.owner_id).toBe(moderator.id);
  expect((await tribes.eventsOf(runners.id)).at(-1)).toBe('handed-over');
  expect((await tribes.stored(runners)).members).toContainEqual([owner.id, 'admin']);
});

test('an owner who returns within seven days stays the owner, also when the account is closed again', async () => {
  const [owner, member] = (await tribes.people(2)) as [Person, Person];
  const runners = await tribes.create('group', owner, [member]);
  await close(owner);
  await pass(4 * dayMs);
  await open(owner);
  await close(owner);
  await pass(4 * dayMs);
  expect((await tribes.stored(runners)).owner).toBe(owner.id);
});

test('a group without another member whose account is open keeps its owner', async () => {
  const [owner, member] = (await tribes.people(2)) as [Person, Person];
  const runners = await tribes.create('group', owner, [member]);
  await close(member);
  await close(owner);
  await pass(8 * dayMs);
  expect((await tribes.stored(runners)).owner).toBe(owner.id);
});

test('a member with a closed account is no successor of an owner who leaves, unless no other member is left', async () => {
  const [owner, away, member] = (await tribes.people(3)) as [Person, Person, Person];
  const runners = await tribes.create('group', owner, [away, member]);
  await runners.setRole(owner, away, 'admin');
  await close(away);
  await runners.leave(owner);
  expect((await tribes.stored(runners)).owner).toBe(member.id);
  await runners.leave(member);
  expect((await tribes.stored(runners)).owner).toBe(away.id);
});
