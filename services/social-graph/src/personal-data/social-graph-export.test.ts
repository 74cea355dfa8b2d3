import { OwnPersonalData } from '@tribe/personal-data';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block } from '../block/block.test-support';
import { ask, Circle, decline, unfriend } from '../friend/friend.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

/** What somebody gets who asks for their data, by section. */
async function dataOf({ id }: Person): Promise<Record<string, object[]>> {
  const { source } = tribe.service('social-graph').app.get(OwnPersonalData, { strict: false });
  const sections: Record<string, object[]> = {};
  for await (const { section, rows } of source.exportFor(id))
    (sections[section] ??= []).push(...rows);
  return sections;
}

test('who asks for their data cannot tell from it that their friend request was declined', async () => {
  const [brian, alvin, clarie] = (await circle.people(3)) as [Person, Person, Person];
  const waiting = (await ask(brian, alvin)).body.id;
  const declined = (await ask(brian, clarie)).body.id;
  await decline(clarie, declined);
  const { friendships } = await dataOf(brian);
  expect(friendships).toMatchObject([
    { id: waiting, addresseeId: alvin.id, status: 'pending' },
    { id: declined, addresseeId: clarie.id, status: 'pending' },
  ]);
  expect((await dataOf(clarie))['friendships']).toBeUndefined();
});

test.each(['who blocks', 'who is blocked'])(
  'to %s, the data shows nothing of the other that the app hides',
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
    await (side === 'who blocks' ? block(brian, alvin as Person) : block(alvin as Person, brian));
    expect((await brian.get('/api/v1/partnerships')).body.partnerships).toEqual([]);
    const { blocked_users: own, ...rest } = await dataOf(brian);
    expect(rest).toEqual({});
    expect(own?.length ?? 0).toBe(side === 'who blocks' ? 1 : 0);
  },
);

test('a friendship that is over is not in it', async () => {
  const [brian, alvin] = await circle.friends(2);
  await unfriend(brian, alvin as Person);
  expect(await dataOf(brian)).toEqual({});
});
