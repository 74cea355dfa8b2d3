import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { idsIn, createTribe, TribeApi, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

describe('lists', () => {
  test('discover shows public groups to all, friends_only groups to friends of the owner, private groups to none', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [stranger] = (await tribes.people(1)) as [Person];
    const ids: string[] = [];
    for (const privacy_level of ['private', 'friends_only', 'public'])
      ids.push((await createTribe(brian, 'group', { name: privacy_level, privacy_level })).body.id);
    const [hidden, forFriends, open] = ids as [string, string, string];
    const found = async (person: Person) =>
      (await idsIn(person, '/api/v1/groups/discover?limit=100')).filter((id) => ids.includes(id));
    expect(await found(alvin)).toEqual([open, forFriends]);
    expect(await found(stranger)).toEqual([open]);
    expect(await found(brian)).toEqual([]);
    const looks = async (person: Person) =>
      Promise.all(ids.map(async (id) => (await new TribeApi('group', id).look(person)).status));
    expect(await looks(brian)).toEqual([200, 200, 200]);
    expect(await looks(alvin)).toEqual([404, 200, 200]);
    expect(await looks(stranger)).toEqual([404, 404, 200]);
    const unknown = await stranger.get(`/api/v1/groups/${newId()}`);
    const answered = await new TribeApi('group', hidden).look(stranger);
    expect({ ...answered.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
  });

  test('show every team once, by cursor and by page', async () => {
    const [brian] = (await tribes.people(1)) as [Person];
    const made: string[] = [];
    for (let each = 0; each < 5; each++)
      made.unshift((await createTribe(brian, 'team', { name: `Team ${each}` })).body.id);
    const met: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await brian.get(`/api/v1/teams?limit=2${cursor && `&cursor=${cursor}`}`);
      met.push(...body.items.map(({ id }: { id: string }) => id));
      if (!body.pagination.has_more) break;
      cursor = body.pagination.next_cursor;
    }
    expect(met).toEqual(made);
    expect(await idsIn(brian, '/api/v1/teams?limit=2&page=3')).toEqual([made[4]]);
    expect((await brian.get('/api/v1/teams?limit=2')).body.pagination).toMatchObject({
      total: 5,
      total_pages: 3,
    });
  });

  test('show every member once, by cursor and by page', async () => {
    const [brian, ...others] = await tribes.friends(5);
    const runners = await tribes.create('tribe', brian, others);
    const all = [brian, ...others].map(({ id }) => id);
    const met: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await runners.members(
        others[0]!,
        `?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      met.push(...body.members.map(({ id }: { id: string }) => id));
      if (!body.pagination.has_more) break;
      cursor = body.pagination.next_cursor;
    }
    expect(met).toEqual(all);
    expect(
      (await runners.members(brian, '?limit=2&page=2')).body.members.map(
        ({ id }: { id: string }) => id,
      ),
    ).toEqual(all.slice(2, 4));
  });
});
