import { type ApiResponse, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  accept,
  sendRequest,
  cancel,
  Circle,
  decline,
  friendsOf,
  unfriend,
} from './friend.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

const times = <T>(number: number, call: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: number }, (_, index) => call(index)));

/** How many answers have each status and code. */
function tally(answers: readonly ApiResponse[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const { code } = (body ?? {}) as { code?: string };
    const word = code ? `${status} ${code}` : `${status}`;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

async function rowsOf(a: Person, b: Person) {
  const sql =
    'SELECT id, status, version FROM friendships WHERE $1 IN (user_low, user_high) AND $2 IN (user_low, user_high)';
  return (await circle.rows(sql, [a.id, b.id])) as {
    id: string;
    status: string;
    version: string;
  }[];
}

test('of fifty simultaneous requests to the same user one is sent and the others are 409 FRIEND_REQUEST_EXISTS', async () => {
  const [brian, alvin] = (await circle.people(2)) as [Person, Person];
  const answers = await times(50, () => sendRequest(brian, alvin));
  expect(tally(answers)).toEqual({ '201': 1, '409 FRIEND_REQUEST_EXISTS': 49 });
  const [row, ...more] = await rowsOf(brian, alvin);
  expect([row?.status, row?.version, more]).toEqual(['pending', '1', []]);
  expect(await circle.eventsOf(row?.id ?? '')).toEqual(['requested']);
});

test('two users who send each other requests at the same moment become friends with one row', async () => {
  for (let round = 0; round < 5; round++) {
    const [brian, alvin] = (await circle.people(2)) as [Person, Person];
    const answers = await times(20, (index) =>
      index % 2 ? sendRequest(brian, alvin) : sendRequest(alvin, brian),
    );
    expect(tally(answers)['201']).toBe(2);
    const rows = await rowsOf(brian, alvin);
    expect(rows.map(({ status, version }) => [status, version])).toEqual([['accepted', '2']]);
    expect(await circle.eventsOf(rows[0]!.id)).toEqual(['requested', 'accepted']);
  }
});

test('fifty simultaneous acceptances make one friendship and publish one event', async () => {
  const [brian, alvin] = (await circle.people(2)) as [Person, Person];
  const { id } = (await sendRequest(brian, alvin)).body;
  expect(tally(await times(50, () => accept(alvin, id)))).toEqual({ '200': 50 });
  expect((await rowsOf(brian, alvin)).map(({ version }) => version)).toEqual(['2']);
  expect(await circle.eventsOf(id)).toEqual(['requested', 'accepted']);
});

test('of a simultaneous accept, decline and cancel only those that are published succeed', async () => {
  for (let round = 0; round < 8; round++) {
    const [brian, alvin] = (await circle.people(2)) as [Person, Person];
    const { id } = (await sendRequest(brian, alvin)).body;
    const [accepted, declined, cancelled] = await Promise.all([
      accept(alvin, id),
      decline(alvin, id),
      cancel(brian, id),
    ]);
    const [row] = await rowsOf(brian, alvin);
    const events = (await circle.eventsOf(id)).slice(1);
    expect(row?.version).toBe(String(events.length + 1));
    expect(row?.status).toBe(events.at(-1));
    // The requester, who does not know about a decline, can cancel the request after it.
    expect([['accepted'], ['declined'], ['cancelled'], ['declined', 'cancelled']]).toContainEqual(
      events,
    );
    expect([accepted.status === 200, declined.status === 200, cancelled.status === 204]).toEqual(
      ['accepted', 'declined', 'cancelled'].map((word) => events.includes(word)),
    );
  }
});

test('ending a friendship from both sides at once publishes one event', async () => {
  const [brian, alvin] = (await circle.people(2)) as [Person, Person];
  const id = await circle.befriend(brian, alvin);
  const answers = await times(30, (index) =>
    index % 2 ? unfriend(brian, alvin) : unfriend(alvin, brian),
  );
  expect(tally(answers)).toEqual({ '204': 30 });
  expect(await circle.eventsOf(id)).toEqual(['requested', 'accepted', 'ended']);
});

test('simultaneous actions of two users raise the version by one per event', async () => {
  const [brian, alvin] = (await circle.people(2)) as [Person, Person];
  const { id } = (await sendRequest(brian, alvin)).body;
  const actions = [
    () => sendRequest(brian, alvin),
    () => sendRequest(alvin, brian),
    () => accept(alvin, id),
    () => accept(brian, id),
    () => decline(alvin, id),
    () => cancel(brian, id),
    () => unfriend(alvin, brian),
  ];
  const answers = await times(70, (index) => actions[index % actions.length]!());
  expect(answers.every(({ status }) => status < 500)).toBe(true);
  const published = await circle.rows(
    'SELECT entity_version FROM outbox WHERE entity_id = $1 ORDER BY position',
    [id],
  );
  expect(published.map(({ entity_version }) => Number(entity_version))).toEqual(
    published.map((_, index) => index + 1),
  );
  const [row] = await rowsOf(brian, alvin);
  expect(Number(row?.version)).toBe(published.length);
  expect((await friendsOf(brian)).length).toBe(row?.status === 'accepted' ? 1 : 0);
});
