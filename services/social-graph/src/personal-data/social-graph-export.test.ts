import { OwnPersonalData } from '@tribe/personal-data';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block } from '../block/block.test-support';
import { sendRequest, Circle, decline, unfriend } from '../friend/friend.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

/** The exported data of a person, by section. */
async function dataOf({ id }: Person): Promise<Record<string, object[]>> {
  const { source } = tribe.service('social-graph').app.get(OwnPersonalData, { strict: false });
  const sections: Record<string, object[]> = {};
  for await (const { section, rows } of source.exportFor(id))
    (sections[section] ??= []).push(...rows);
  return sections;
}

test('the export of a requester shows a declined request as pending', async () => {
  const [brian, alvin, clarie] = (await circle.people(3)) as [Person, Person, Person];
  const pending = (await sendRequest(brian, alvin)).body.id;
  const declined = (await sendRequest(brian, clarie)).body.id;
  await decline(clarie, declined);
  const { friendships } = await dataOf(brian);
  expect(friendships).toMatchObject([
    { id: pending, addresseeId: alvin.id, status: 'pending' },
    { id: declined, addresseeId: clarie.id, status: 'pending' },
  ]);
  expect((await dataOf(clarie))['friendships']).toBeUndefined();
});

test.each(['the blocker', 'the blocked user'])(
  'the export of %s shows nothing of the hidden user',
  async (side) => {
    const [brian, alvin] = await circle.friends(2);
    const partnership = (
      await brian.post('/api/v1/partnerships', { kind: 'accountability', user_id: alvin?.id })
    ).body;
    await alvin?.put(`/api/v1/partnerships/${partnership.id}/accept`);
    await brian.post('/api/v1/settings/muted-users', { user_id: alvin?.id });
    expect(await dataOf(brian)).toMatchObject({
      partnerships: [{ id: partnership.id }],
      muted_users: [{}],
    });
    await (side === 'the blocker' ? block(brian, alvin as Person) : block(alvin as Person, brian));
    expect((await brian.get('/api/v1/partnerships')).body.partnerships).toEqual([]);
    const { blocked_users: own, ...rest } = await dataOf(brian);
    expect(rest).toEqual({});
    expect(own?.length ?? 0).toBe(side === 'the blocker' ? 1 : 0);
  },
);

test('the export leaves out an ended friendship', async () => {
  const [brian, alvin] = await circle.friends(2);
  await unfriend(brian, alvin as Person);
  expect(await dataOf(brian)).toEqual({});
});

test('the export has the invitations, requests and memberships of the user, also former ones', async () => {
  const [brian, alvin] = (await circle.friends(2)) as [Person, Person];
  const group = await brian.post('/api/v1/groups', { name: 'Dawn runners' });
  const path = `/api/v1/groups/${group.body.id}`;
  await brian.post(`${path}/invites`, { user_id: alvin.id });
  expect((await alvin.post(`${path}/join`)).status).toBe(200);
  await brian.delete(`${path}/members/${alvin.id}`);
  await brian.patch(path, { name: 'Hidden runners' });
  const invitation = { kind: 'accountability', name: 'Early birds', user_id: brian.id };
  expect((await alvin.post('/api/v1/partnerships', invitation)).status).toBe(201);

  const {
    tribe_memberships: memberships,
    partnership_invitations: invitations,
    ...rest
  } = await dataOf(alvin);
  expect(memberships).toMatchObject([{ id: group.body.id, leftAt: expect.any(Date) }]);
  expect(invitations).toMatchObject([{ kind: 'accountability', name: 'Early birds' }]);
  expect(rest['tribes']).toBeUndefined();
  expect(JSON.stringify(rest)).not.toContain('runners');
});
