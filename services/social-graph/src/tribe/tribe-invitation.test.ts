import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { answer, dayMs, idsIn, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

describe('invitations', () => {
  test('go to friends, once in thirty days, and who sent one cannot tell that it was declined', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [stranger] = (await tribes.people(1)) as [Person];
    const one = await tribes.made('group', brian, [], { privacy_level: 'private' });
    expect((await one.invite(brian, stranger)).body.code).toBe('TRIBE_INVITEE_NOT_A_FRIEND');
    expect((await one.invite(brian, { id: newId() })).body.code).toBe('TRIBE_INVITEE_NOT_A_FRIEND');
    const { id } = (await one.invite(brian, alvin)).body;
    expect((await one.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    for (let time = 0; time < 2; time++)
      expect((await answer(alvin, 'group', id, 'decline')).status).toBe(204);
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_ANSWERED',
    );
    expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await one.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    tribe.clock.advance(30 * dayMs);
    const again = (await one.invite(brian, alvin)).body.id;
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
    expect((await answer(alvin, 'group', again, 'accept')).status).toBe(200);
  });

  test('can be taken back by those who may invite, and who was invited has none', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian, [], { privacy_level: 'private' });
    const waiting = (await one.invite(brian, alvin)).body.id;
    const declined = (await one.invite(brian, clarie)).body.id;
    await answer(clarie, 'group', declined, 'decline');
    const { invites } = (await one.sent(brian)).body;
    expect(invites).toMatchObject([
      { id: declined, status: 'pending', invitee: { id: clarie.id } },
      { id: waiting, status: 'pending', invitee: { id: alvin.id } },
    ]);
    for (const id of [waiting, declined, waiting])
      expect((await one.takeBack(brian, id)).status).toBe(204);
    expect((await one.sent(brian)).body.invites).toEqual([]);
    expect(await idsIn(alvin, '/api/v1/groups/invites', 'invites')).toEqual([]);
    expect((await answer(alvin, 'group', waiting, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
    expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await one.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    expect((await tribes.eventsOf(one.id)).slice(-2)).toEqual([
      'invitation-withdrawn',
      'invitation-withdrawn',
    ]);
  });

  test('of one group are not taken back through another', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [one, other] = [await tribes.made('group', brian), await tribes.made('group', brian)];
    const { id } = (await one.invite(brian, alvin)).body;
    expect((await other.takeBack(brian, id)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    expect((await answer(alvin, 'group', id, 'accept')).status).toBe(200);
    expect((await one.takeBack(brian, id)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
  });

  test('hold thirty days', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const one = await tribes.made('group', brian, [], { privacy_level: 'private' });
    const { id } = (await one.invite(brian, alvin)).body;
    tribe.clock.advance(30 * dayMs);
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
    expect((await alvin.get('/api/v1/groups/invites')).body.invites).toEqual([]);
    expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await one.join(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
  });

  test('are for one person', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian);
    const { id } = (await one.invite(brian, alvin)).body;
    for (const what of ['accept', 'decline'] as const) {
      const theirs = await answer(clarie, 'group', id, what);
      const nobodys = await answer(clarie, 'group', newId(), what);
      expect([theirs.status, theirs.body.code]).toEqual([404, 'TRIBE_INVITATION_NOT_FOUND']);
      expect({ ...theirs.body, request_id: '' }).toEqual({ ...nobodys.body, request_id: '' });
    }
  });
});
