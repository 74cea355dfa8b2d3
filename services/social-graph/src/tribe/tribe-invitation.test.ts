import { dayMs, newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { answer, idsIn, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

describe('invitations', () => {
  test('go to friends only, once in thirty days, and a decline is hidden from the inviter', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [stranger] = (await tribes.people(1)) as [Person];
    const runners = await tribes.create('group', brian, [], { privacy_level: 'private' });
    expect((await runners.invite(brian, stranger)).body.code).toBe('TRIBE_INVITEE_NOT_A_FRIEND');
    expect((await runners.invite(brian, { id: newId() })).body.code).toBe(
      'TRIBE_INVITEE_NOT_A_FRIEND',
    );
    const { id } = (await runners.invite(brian, alvin)).body;
    expect((await runners.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    for (let time = 0; time < 2; time++)
      expect((await answer(alvin, 'group', id, 'decline')).status).toBe(204);
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_ANSWERED',
    );
    expect((await runners.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await runners.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    tribe.clock.advance(30 * dayMs);
    const again = (await runners.invite(brian, alvin)).body.id;
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
    expect((await answer(alvin, 'group', again, 'accept')).status).toBe(200);
  });

  test('can be withdrawn and then do not exist for the invitee', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('group', brian, [], { privacy_level: 'private' });
    const waiting = (await runners.invite(brian, alvin)).body.id;
    const declined = (await runners.invite(brian, clarie)).body.id;
    await answer(clarie, 'group', declined, 'decline');
    const { invites } = (await runners.sent(brian)).body;
    expect(invites).toMatchObject([
      { id: declined, status: 'pending', invitee: { id: clarie.id } },
      { id: waiting, status: 'pending', invitee: { id: alvin.id } },
    ]);
    for (const id of [waiting, declined, waiting])
      expect((await runners.withdrawInvite(brian, id)).status).toBe(204);
    expect((await runners.sent(brian)).body.invites).toEqual([]);
    expect(await idsIn(alvin, '/api/v1/groups/invites', 'invites')).toEqual([]);
    expect((await answer(alvin, 'group', waiting, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
    expect((await runners.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await runners.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    expect((await tribes.eventsOf(runners.id)).slice(-2)).toEqual([
      'invitation-withdrawn',
      'invitation-withdrawn',
    ]);
  });

  test('of a group are not withdrawn through another group', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [runners, other] = [
      await tribes.create('group', brian),
      await tribes.create('group', brian),
    ];
    const { id } = (await runners.invite(brian, alvin)).body;
    expect((await other.withdrawInvite(brian, id)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    expect((await answer(alvin, 'group', id, 'accept')).status).toBe(200);
    expect((await runners.withdrawInvite(brian, id)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
  });

  test('expire after thirty days', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const runners = await tribes.create('group', brian, [], { privacy_level: 'private' });
    const { id } = (await runners.invite(brian, alvin)).body;
    tribe.clock.advance(30 * dayMs);
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
    expect((await alvin.get('/api/v1/groups/invites')).body.invites).toEqual([]);
    expect((await runners.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await runners.join(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
  });

  test('that expire while the answer waits for the tribe cannot be answered', async () => {
    for (const what of ['accept', 'decline'] as const) {
      const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
      const runners = await tribes.create('group', brian);
      const { id } = (await runners.invite(brian, alvin)).body;
      tribe.clock.advance(30 * dayMs - 60_000);
      await tribes.rows('BEGIN');
      await tribes.rows('SELECT FROM tribes WHERE id = $1 FOR UPDATE', [runners.id]);
      const answering = answer(alvin, 'group', id, what);
      await tribes.untilBlocked().finally(() => {
        tribe.clock.advance(120_000);
        return tribes.rows('COMMIT');
      });
      expect((await answering).body?.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    }
  });

  test('are for the invitee only', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('group', brian);
    const { id } = (await runners.invite(brian, alvin)).body;
    for (const what of ['accept', 'decline'] as const) {
      const theirs = await answer(clarie, 'group', id, what);
      const unknown = await answer(clarie, 'group', newId(), what);
      expect([theirs.status, theirs.body.code]).toEqual([404, 'TRIBE_INVITATION_NOT_FOUND']);
      expect({ ...theirs.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    }
  });
});
