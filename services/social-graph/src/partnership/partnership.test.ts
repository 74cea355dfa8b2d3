import { dayMs, newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  act,
  change,
  invite,
  inviteAgain,
  listed,
  look,
  Partners,
  partnerships,
  startEmailDirectory,
} from './partnership.test-support';

let tribe: Tribe;
let partners: Partners;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
  await startEmailDirectory(tribe);
});
afterAll(() => tribe.stop());

const two = async () => (await partners.friends(2)) as [Person, Person];

describe('Brian invites Alvin', () => {
  test('Alvin accepts, and they are partners until one of the two ends it', async () => {
    const [brian, alvin] = await two();
    const invited = await invite(brian, {
      user_id: alvin.id,
      name: 'Early birds',
      check_in_frequency: 'weekly',
    });
    expect(invited).toMatchObject({
      status: 201,
      body: {
        kind: 'duo',
        name: 'Early birds',
        status: 'pending_invite',
        check_in_frequency: 'weekly',
        user1_id: brian.id,
        user2_id: alvin.id,
        partner: { id: alvin.id, full_name: alvin.fullName },
        invited_by_email: false,
        activated_at: null,
        dissolved_at: null,
      },
    });
    const { id, created_at, invite_expires_at } = invited.body;
    expect(Date.parse(invite_expires_at) - Date.parse(created_at)).toBe(7 * dayMs);
    expect((await look(alvin, id)).body).toMatchObject({
      status: 'pending_invite',
      partner: { id: brian.id },
    });
    const accepted = await act(alvin, id, 'accept');
    expect(accepted).toMatchObject({
      status: 200,
      body: { status: 'active', invite_expires_at: null },
    });
    expect(accepted.body.activated_at).not.toBeNull();
    for (const person of [brian, alvin])
      expect(await listed(person, '?status=active')).toEqual([[id, 'active']]);
    expect((await act(brian, id, 'pause')).body).toMatchObject({
      status: 'paused',
      paused_at: expect.any(String),
    });
    expect((await act(alvin, id, 'resume')).body).toMatchObject({
      status: 'active',
      paused_at: null,
    });
    const ended = await act(alvin, id, 'dissolve');
    expect(ended.body).toMatchObject({ status: 'dissolved', dissolved_at: expect.any(String) });
    expect(await partners.eventsOf(id)).toEqual([
      'invited',
      'activated',
      'paused',
      'resumed',
      'dissolved',
    ]);
    for (const person of [brian, alvin])
      expect(await listed(person, '?status=ended')).toEqual([[id, 'dissolved']]);
  });

  test('the deprecated POST /partnerships/setup invites, too', async () => {
    const [brian, alvin] = await two();
    const { status, body } = await brian.post(`${partnerships}/setup`, { user_id: alvin.id });
    expect([status, body.status, body.check_in_frequency]).toEqual([
      201,
      'pending_invite',
      'daily',
    ]);
  });

  test('repeated actions change nothing and publish nothing', async () => {
    const [brian, alvin] = await two();
    const id = await partners.pair(brian, alvin);
    expect((await act(alvin, id, 'accept')).status).toBe(200);
    expect((await act(alvin, id, 'resume')).status).toBe(200);
    for (let time = 0; time < 2; time++) expect((await act(brian, id, 'pause')).status).toBe(200);
    for (let time = 0; time < 2; time++)
      expect((await act(brian, id, 'dissolve')).status).toBe(200);
    expect(await partners.eventsOf(id)).toEqual(['invited', 'activated', 'paused', 'dissolved']);
  });

  test('a second invitation with the same Idempotency-Key returns the first', async () => {
    const [brian, alvin] = await two();
    const headers = { 'idempotency-key': newId() };
    const body = { user_id: alvin.id };
    const answers = [
      await brian.post(partnerships, body, { headers }),
      await brian.post(partnerships, body, { headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
    expect(await listed(brian)).toHaveLength(1);
  });

  test('both partners can change the name and the check-in frequency of an active partnership', async () => {
    const [brian, alvin] = await two();
    const { id } = (await invite(brian, { user_id: alvin.id })).body;
    expect((await change(alvin, id, { name: 'Mine' })).body.code).toBe('PARTNERSHIP_NOT_ACTIVE');
    expect((await change(brian, id, { name: 'Ours' })).body.name).toBe('Ours');
    await act(alvin, id, 'accept');
    const changed = await change(alvin, id, { check_in_frequency: 'weekly' });
    expect(changed.body).toMatchObject({ name: 'Ours', check_in_frequency: 'weekly' });
    expect((await change(alvin, id, {})).status).toBe(200);
    expect((await change(brian, id, { name: null })).body.name).toBeNull();
    expect(await partners.eventsOf(id)).toEqual([
      'invited',
      'updated',
      'activated',
      'updated',
      'updated',
    ]);
    await act(brian, id, 'dissolve');
    expect((await change(brian, id, { name: 'Late' })).body.code).toBe('PARTNERSHIP_NOT_ACTIVE');
  });
});

describe('Alvin declines', () => {
  test('and the invitation still looks pending to Brian, then expired, and can be withdrawn', async () => {
    const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
    const declined = (await invite(brian, { user_id: alvin.id })).body.id;
    const pending = (await invite(brian, { user_id: clarie.id })).body.id;
    expect((await act(alvin, declined, 'decline')).body.status).toBe('declined');
    const plain = async (id: string) => {
      const { status, body } = await look(brian, id);
      const differing = {
        id: '',
        user2_id: '',
        partner: null,
        created_at: '',
        invite_expires_at: body.invite_expires_at !== null,
      };
      return { status, body: { ...body, ...differing } };
    };
    expect(await plain(declined)).toEqual(await plain(pending));
    expect(await listed(brian, '?status=declined')).toEqual([]);
    expect(await listed(brian, '?status=pending_invite')).toHaveLength(2);
    expect(await listed(alvin, '?status=declined')).toEqual([[declined, 'declined']]);
    expect((await invite(brian, { user_id: alvin.id })).body.code).toBe('PARTNERSHIP_EXISTS');
    expect((await invite(brian, { user_id: clarie.id })).body.code).toBe('PARTNERSHIP_EXISTS');
    tribe.clock.advance(7 * dayMs);
    expect(await plain(declined)).toEqual(await plain(pending));
    expect(await listed(brian, '?status=expired_invite')).toHaveLength(2);
    await tribe.settled();
    expect(await plain(declined)).toEqual(await plain(pending));
    for (const id of [declined, pending])
      expect((await act(brian, id, 'dissolve')).body.status).toBe('expired_invite');
  });

  test('and Brian can invite Clarie to the same partnership, which Alvin no longer sees', async () => {
    const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
    const { id } = (await invite(brian, { user_id: alvin.id })).body;
    await act(alvin, id, 'decline');
    expect((await inviteAgain(brian, id, { user_id: clarie.id })).body).toMatchObject({
      id,
      status: 'pending_invite',
    });
    expect((await look(alvin, id)).body.code).toBe('PARTNERSHIP_NOT_FOUND');
    expect((await act(alvin, id, 'accept')).body.code).toBe('PARTNERSHIP_NOT_FOUND');
    expect(await listed(alvin)).toEqual([]);
    expect((await act(clarie, id, 'accept')).body.status).toBe('active');
    expect((await inviteAgain(brian, id, { user_id: alvin.id })).body.code).toBe(
      'PARTNERSHIP_NOT_PENDING',
    );
  });
});

test('a withdrawn invitation does not exist for the invitee', async () => {
  const [brian, alvin] = await two();
  const { id } = (await invite(brian, { user_id: alvin.id })).body;
  expect((await act(brian, id, 'dissolve')).body.status).toBe('dissolved');
  const { status, body } = await look(alvin, id);
  expect([status, body.code, await listed(alvin)]).toEqual([404, 'PARTNERSHIP_NOT_FOUND', []]);
  expect((await act(alvin, id, 'accept')).body.code).toBe('PARTNERSHIP_NOT_FOUND');
});

test('an unanswered invitation expires after seven days and publishes one event', async () => {
  const [brian, alvin] = await two();
  const { id } = (await invite(brian, { user_id: alvin.id })).body;
  tribe.clock.advance(7 * dayMs - 60_000);
  await tribe.settled();
  expect((await look(alvin, id)).body.status).toBe('pending_invite');
  tribe.clock.advance(60_000);
  expect((await look(alvin, id)).body.status).toBe('expired_invite');
  expect((await act(alvin, id, 'accept')).body.code).toBe('PARTNERSHIP_INVITATION_EXPIRED');
  await tribe.settled();
  expect(await partners.eventsOf(id)).toEqual(['invited', 'expired']);
  expect(await partners.row(id)).toMatchObject({ status: 'expired_invite', version: '2' });
  expect((await act(alvin, id, 'accept')).body.code).toBe('PARTNERSHIP_INVITATION_EXPIRED');
  expect((await inviteAgain(brian, id, { user_id: alvin.id })).body.status).toBe('pending_invite');
  expect((await act(alvin, id, 'accept')).body.status).toBe('active');
});

test('the expiry of an earlier invitation does not end a later invitation', async () => {
  const [brian, alvin] = await two();
  const { id } = (await invite(brian, { user_id: alvin.id })).body;
  tribe.clock.advance(6 * dayMs);
  await inviteAgain(brian, id, { user_id: alvin.id });
  tribe.clock.advance(2 * dayMs);
  await tribe.settled();
  expect(await partners.row(id)).toMatchObject({ status: 'pending_invite', version: '2' });
  expect((await act(alvin, id, 'accept')).body.status).toBe('active');
});

describe('a duo', () => {
  test('refuses a second duo on either side, also while paused, until it is dissolved', async () => {
    const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
    const fromClarie = (await invite(clarie, { user_id: brian.id })).body.id;
    const toClarie = (await invite(brian, { user_id: clarie.id })).body.id;
    const id = await partners.pair(alvin, brian);
    expect((await act(brian, fromClarie, 'accept')).body.code).toBe('DUO_EXISTS');
    expect((await act(clarie, toClarie, 'accept')).body.code).toBe('PARTNER_UNAVAILABLE');
    expect((await invite(brian, { email: 'x@example.com' })).body.code).toBe('DUO_EXISTS');
    await act(brian, id, 'pause');
    expect((await act(brian, fromClarie, 'accept')).body.code).toBe('DUO_EXISTS');
    await act(alvin, id, 'dissolve');
    expect((await act(brian, fromClarie, 'accept')).body.status).toBe('active');
  });

  test('allows accountability partnerships, one with each partner', async () => {
    const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
    await partners.pair(brian, alvin);
    const withAlvin = await partners.pair(brian, alvin, 'accountability');
    const withClarie = await partners.pair(clarie, brian, 'accountability');
    expect(await listed(brian, '?kind=accountability&status=current')).toEqual([
      [withClarie, 'active'],
      [withAlvin, 'active'],
    ]);
    expect((await invite(alvin, { user_id: brian.id, kind: 'accountability' })).body.code).toBe(
      'PARTNERSHIP_EXISTS',
    );
  });
});

describe('the list', () => {
  test('shows dissolved partnerships, every row once, and a total of the filter', async () => {
    const [brian, ...others] = await partners.friends(5);
    const ids: string[] = [];
    for (const other of others) ids.unshift(await partners.pair(brian, other, 'accountability'));
    await act(brian, ids[1]!, 'dissolve');
    const listedIds: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await brian.get(`${partnerships}?limit=3${cursor && `&cursor=${cursor}`}`);
      listedIds.push(...body.partnerships.map(({ id }: { id: string }) => id));
      if (!body.pagination.has_more) break;
      cursor = body.pagination.next_cursor;
    }
    expect(listedIds).toEqual(ids);
    expect((await brian.get(`${partnerships}?limit=3&page=2`)).body.partnerships).toMatchObject([
      { id: ids[3] },
    ]);
    expect((await brian.get(`${partnerships}?status=current`)).body.pagination.total).toBe(3);
    expect(await listed(brian, '?status=dissolved')).toEqual([[ids[1], 'dissolved']]);
    expect(await listed(brian, '?kind=duo')).toEqual([]);
  });

  test('shows both users the same status as the partnership itself', async () => {
    const [brian, ...others] = await partners.friends(7);
    const [a, b, c, d, e, f] = others as Person[];
    const ids = new Map<Person, string>();
    for (const other of others)
      ids.set(other, (await invite(brian, { user_id: other.id, kind: 'accountability' })).body.id);
    const of = (person?: Person) => ids.get(person!)!;
    await act(a!, of(a), 'accept');
    await act(b!, of(b), 'decline');
    await act(brian, of(c), 'dissolve');
    await act(d!, of(d), 'accept');
    await act(d!, of(d), 'dissolve');
    await act(e!, of(e), 'accept');
    await act(e!, of(e), 'pause');
    for (const waited of [0, 8 * dayMs]) {
      tribe.clock.advance(waited);
      for (const viewer of [brian, a!, b!, c!, d!, e!, f!]) {
        for (const id of ids.values()) {
          const { status, body } = await look(viewer, id);
          const shown = (await listed(viewer)).find(([listedId]) => listedId === id)?.[1];
          expect(shown).toBe(status === 200 ? body.status : undefined);
        }
      }
    }
  });
});
