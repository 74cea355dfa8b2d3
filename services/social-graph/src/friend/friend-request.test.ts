import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  accept,
  sendRequest,
  cancel,
  Circle,
  decline,
  friendsOf,
  listed,
  requests,
  unfriend,
} from './friend.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

describe('three people become friends', () => {
  test('each sends, lists and accepts requests, and all are friends of each other', async () => {
    const [brian, alvin, clarie] = await Promise.all([
      tribe.person('brian'),
      tribe.person('alvin'),
      tribe.person('clarie'),
    ]);
    await tribe.settled();
    for (const [requester, addressee] of [
      [brian, alvin],
      [brian, clarie],
      [alvin, clarie],
    ] as const) {
      const { status, body } = await sendRequest(requester, addressee);
      expect(status).toBe(201);
      expect(body).toEqual({
        id: expect.any(String),
        user_id: requester.id,
        friend_id: addressee.id,
        status: 'pending',
        requested_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
      expect(await listed(addressee, 'incoming')).toEqual([[requester.id, 'pending']]);
      expect(await listed(requester, 'outgoing')).toEqual([[addressee.id, 'pending']]);
      expect((await accept(addressee, body.id)).body).toEqual({ ...body, status: 'accepted' });
      expect(await circle.eventsOf(body.id)).toEqual(['requested', 'accepted']);
    }
    expect((await friendsOf(brian)).toSorted()).toEqual([alvin.id, clarie.id].toSorted());
    expect((await friendsOf(clarie)).toSorted()).toEqual([alvin.id, brian.id].toSorted());
    expect(await listed(clarie, 'incoming')).toEqual([]);
  });

  test('the events carry the cards of the requester and the addressee', async () => {
    const [brian, alvin] = await circle.people(2);
    const { body } = await sendRequest(brian!, alvin!);
    const requester = { id: brian!.id, username: brian!.username, fullName: brian!.fullName };
    expect(await circle.lastEventOf(body.id)).toMatchObject({
      friendship: { id: body.id, requesterId: brian!.id },
      requester,
    });
    await accept(alvin!, body.id);
    const addressee = { id: alvin!.id, username: alvin!.username, fullName: alvin!.fullName };
    expect(await circle.lastEventOf(body.id)).toMatchObject({
      friendship: { addresseeId: alvin!.id },
      addressee,
    });
  });
});

describe('a request', () => {
  test('to the caller is 422 CANNOT_BEFRIEND_YOURSELF', async () => {
    const [brian] = await circle.people(1);
    for (const id of [brian!.id, brian!.id.toUpperCase()]) {
      expect(await sendRequest(brian!, { id })).toMatchObject({
        status: 422,
        body: { code: 'CANNOT_BEFRIEND_YOURSELF' },
      });
    }
  });

  test('to an unknown user is 404 USER_NOT_FOUND and writes nothing', async () => {
    const [brian] = await circle.people(1);
    expect(await sendRequest(brian!, { id: newId() })).toMatchObject({
      status: 404,
      body: { code: 'USER_NOT_FOUND' },
    });
    expect(
      await circle.rows('SELECT FROM friendships WHERE requester_id = $1', [brian!.id]),
    ).toEqual([]);
  });

  test('to a friend is 409 ALREADY_FRIENDS', async () => {
    const [brian, alvin] = await circle.people(2);
    await circle.befriend(brian!, alvin!);
    for (const [from, to] of [
      [brian!, alvin!],
      [alvin!, brian!],
    ] as const) {
      expect(await sendRequest(from, to)).toMatchObject({
        status: 409,
        body: { code: 'ALREADY_FRIENDS' },
      });
    }
  });

  test('a second time is 409 FRIEND_REQUEST_EXISTS while the first is pending', async () => {
    const [brian, alvin] = await circle.people(2);
    const { body } = await sendRequest(brian!, alvin!);
    expect(await sendRequest(brian!, alvin!)).toMatchObject({
      status: 409,
      body: { code: 'FRIEND_REQUEST_EXISTS' },
    });
    expect(await circle.eventsOf(body.id)).toEqual(['requested']);
  });

  test('a second time with the same Idempotency-Key returns the first answer', async () => {
    const [brian, alvin] = await circle.people(2);
    const options = { headers: { 'idempotency-key': newId() } };
    const first = await brian!.post(requests, { user_id: alvin!.id }, options);
    const second = await brian!.post(requests, { user_id: alvin!.id }, options);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await circle.eventsOf(first.body.id)).toEqual(['requested']);
  });

  test('to a user who sent one before makes the two friends', async () => {
    const [brian, alvin] = await circle.people(2);
    const { body } = await sendRequest(brian!, alvin!);
    const second = await sendRequest(alvin!, brian!);
    expect(second).toMatchObject({
      status: 201,
      body: { id: body.id, user_id: brian!.id, friend_id: alvin!.id, status: 'accepted' },
    });
    expect(await circle.eventsOf(body.id)).toEqual(['requested', 'accepted']);
    expect(await friendsOf(brian!)).toEqual([alvin!.id]);
  });
});

describe('requests with the default settings', () => {
  test('a user without friends takes requests from everyone', async () => {
    const [brian, alvin, stranger] = await circle.people(3);
    await circle.befriend(brian!, alvin!);
    expect((await sendRequest(brian!, stranger!)).status).toBe(201);
  });

  test('a user with friends takes requests from friends of friends only', async () => {
    const [brian, alvin, clarie, stranger] = await circle.people(4);
    await circle.befriend(brian!, alvin!);
    await circle.befriend(brian!, clarie!);
    expect(await sendRequest(stranger!, alvin!)).toMatchObject({
      status: 403,
      body: { code: 'FRIEND_REQUEST_NOT_ALLOWED' },
    });
    expect(await listed(alvin!, 'incoming')).toEqual([]);
    expect((await sendRequest(clarie!, alvin!)).status).toBe(201);
  });

  test('an ended friendship does not make a friend of a friend', async () => {
    const [brian, alvin, clarie] = await circle.people(3);
    await circle.befriend(brian!, alvin!);
    await circle.befriend(brian!, clarie!);
    await unfriend(brian!, clarie!);
    expect((await sendRequest(clarie!, alvin!)).status).toBe(403);
  });
});

describe('an answer to a request', () => {
  test('can be repeated but not changed', async () => {
    const [brian, alvin, clarie] = await circle.people(3);
    const accepted = (await sendRequest(brian!, alvin!)).body.id;
    const declined = (await sendRequest(brian!, clarie!)).body.id;
    for (let time = 0; time < 2; time++) {
      expect(await accept(alvin!, accepted)).toMatchObject({
        status: 200,
        body: { status: 'accepted' },
      });
      expect(await decline(clarie!, declined)).toMatchObject({
        status: 200,
        body: { status: 'declined' },
      });
    }
    expect(await decline(alvin!, accepted)).toMatchObject({
      status: 409,
      body: { code: 'FRIEND_REQUEST_NOT_PENDING' },
    });
    expect(await accept(clarie!, declined)).toMatchObject({
      status: 409,
      body: { code: 'FRIEND_REQUEST_NOT_PENDING' },
    });
    expect(await circle.eventsOf(accepted)).toEqual(['requested', 'accepted']);
    expect(await circle.eventsOf(declined)).toEqual(['requested', 'declined']);
  });

  test('comes from the addressee only; for other users the request does not exist', async () => {
    const [brian, alvin, stranger] = await circle.people(3);
    const { id } = (await sendRequest(brian!, alvin!)).body;
    const unknown = await accept(stranger!, newId());
    expect(unknown.status).toBe(404);
    const tries = [
      accept(brian!, id),
      decline(brian!, id),
      accept(stranger!, id),
      decline(stranger!, id),
      cancel(stranger!, id),
      cancel(alvin!, id),
    ];
    for (const { status, body } of await Promise.all(tries)) {
      expect({ status, ...body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    }
    expect(await circle.eventsOf(id)).toEqual(['requested']);
  });
});

describe('a declined request', () => {
  test('looks pending to the requester', async () => {
    const [brian, alvin, clarie] = await circle.people(3);
    const pending = (await sendRequest(brian!, clarie!)).body.id;
    const { id } = (await sendRequest(brian!, alvin!)).body;
    await decline(alvin!, id);
    expect(await listed(brian!, 'outgoing')).toEqual([
      [alvin!.id, 'pending'],
      [clarie!.id, 'pending'],
    ]);
    expect(await listed(alvin!, 'incoming')).toEqual([]);
    const [again, againPending] = [
      await sendRequest(brian!, alvin!),
      await sendRequest(brian!, clarie!),
    ];
    expect([again.status, again.body.code]).toEqual([againPending.status, againPending.body.code]);
    expect(await cancel(brian!, id)).toMatchObject({
      status: (await cancel(brian!, pending)).status,
    });
  });

  test('becomes a friendship when the addressee sends a request back', async () => {
    const [brian, alvin] = await circle.people(2);
    const { id } = (await sendRequest(brian!, alvin!)).body;
    await decline(alvin!, id);
    expect(await sendRequest(alvin!, brian!)).toMatchObject({
      status: 201,
      body: { id, status: 'accepted' },
    });
    expect(await circle.eventsOf(id)).toEqual(['requested', 'declined', 'accepted']);
  });
});

describe('cancelling a request', () => {
  test('removes it from both lists and can be repeated', async () => {
    const [brian, alvin] = await circle.people(2);
    const { id } = (await sendRequest(brian!, alvin!)).body;
    expect([(await cancel(brian!, id)).status, (await cancel(brian!, id)).status]).toEqual([
      204, 204,
    ]);
    expect([await listed(brian!, 'outgoing'), await listed(alvin!, 'incoming')]).toEqual([[], []]);
    expect((await accept(alvin!, id)).status).toBe(404);
    expect(await circle.eventsOf(id)).toEqual(['requested', 'cancelled']);
  });

  test('is 409 ALREADY_FRIENDS after it was accepted', async () => {
    const [brian, alvin] = await circle.people(2);
    const id = await circle.befriend(brian!, alvin!);
    expect(await cancel(brian!, id)).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_FRIENDS' },
    });
  });
});

describe('ending a friendship', () => {
  test('removes it from both lists, from either side', async () => {
    const [brian, alvin] = await circle.people(2);
    const id = await circle.befriend(brian!, alvin!);
    expect([
      (await unfriend(alvin!, brian!)).status,
      (await unfriend(alvin!, brian!)).status,
    ]).toEqual([204, 204]);
    expect([await friendsOf(brian!), await friendsOf(alvin!)]).toEqual([[], []]);
    expect(await circle.eventsOf(id)).toEqual(['requested', 'accepted', 'ended']);
    expect(await circle.lastEventOf(id)).toMatchObject({ endedBy: alvin!.id });
  });

  test('changes nothing for a stranger, an unknown user and the caller', async () => {
    const [brian, alvin] = await circle.people(2);
    const { id } = (await sendRequest(brian!, alvin!)).body;
    for (const other of [alvin!, { id: newId() }, brian!])
      expect((await unfriend(brian!, other)).status).toBe(204);
    expect(await circle.eventsOf(id)).toEqual(['requested']);
  });

  test('lets the two send requests again', async () => {
    const [brian, alvin] = await circle.people(2);
    const id = await circle.befriend(brian!, alvin!);
    await unfriend(brian!, alvin!);
    expect(await sendRequest(alvin!, brian!)).toMatchObject({
      status: 201,
      body: { id, user_id: alvin!.id, status: 'pending' },
    });
    expect((await accept(brian!, id)).status).toBe(200);
    expect(await circle.eventsOf(id)).toEqual([
      'requested',
      'accepted',
      'ended',
      'requested',
      'accepted',
    ]);
  });
});

test('the deprecated paths of three endpoints do the same and link to their successors', async () => {
  const [brian, alvin] = await circle.people(2);
  const { status, body } = await brian!.post('/api/v1/users/friends/request', {
    user_id: alvin!.id,
  });
  expect([status, body.status]).toEqual([201, 'pending']);
  expect(await alvin!.put(`/api/v1/users/friends/${body.id}/accept`)).toMatchObject({
    status: 200,
    body: { status: 'accepted' },
  });
  const deprecated = await alvin!.get('/api/v1/users/me/friends');
  expect(deprecated.body).toEqual((await alvin!.get('/api/v1/friends')).body);
  expect(deprecated.headers).toMatchObject({
    link: '</api/v1/friends>; rel="successor-version"',
    sunset: 'Wed, 01 Dec 2027 00:00:00 GMT',
  });
});
