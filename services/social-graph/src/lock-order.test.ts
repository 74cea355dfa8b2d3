import { newId } from '@tribe/service-kit';
import { type ApiResponse, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '.';
import { act, invite, inviteAgain, Partners } from './partnership/partnership.test-support';

let tribe: Tribe;
let partners: Partners;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
});
afterAll(() => tribe.stop());

const requests = '/api/v1/friends/requests';
const blocked = '/api/v1/settings/blocked-users';
const muted = '/api/v1/settings/muted-users';

type Write = (by: Person, other: Person) => Promise<ApiResponse>;

/** Writes of a user to another, with a key for every second one. */
function writesOf(partnershipId: string, requestId: string): Write[] {
  const headers = (): Record<string, string> =>
    Math.random() < 0.5 ? { 'idempotency-key': newId() } : {};
  return [
    (by, { id }) => by.post(requests, { user_id: id }, { headers: headers() }),
    (by) => by.put(`${requests}/${requestId}/accept`),
    (by) => by.put(`${requests}/${requestId}/decline`),
    (by, { id }) => by.delete(`/api/v1/friends/${id}`),
    (by, { id }) => by.post(blocked, { user_id: id }, { headers: headers() }),
    (by, { id }) => by.delete(`${blocked}/${id}`),
    (by, { id }) => by.post(muted, { user_id: id }, { headers: headers() }),
    (by, { id }) => by.delete(`${muted}/${id}`),
    (by, { id }) => invite(by, { user_id: id, kind: 'accountability' }),
    (by, { id }) => inviteAgain(by, partnershipId, { user_id: id }),
    (by) => act(by, partnershipId, 'accept'),
    (by) => act(by, partnershipId, 'decline'),
    (by) => act(by, partnershipId, 'dissolve'),
  ];
}

async function deadlocks(): Promise<number> {
  const [row] = await partners.rows(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.['deadlocks'] as number;
}

test('all writes between the same two users at the same time succeed or are refused, without a deadlock', async () => {
  const before = await deadlocks();

  for (let round = 0; round < 4; round += 1) {
    const [a, b] = (await partners.friends(2)) as [Person, Person];
    const { body } = await invite(a, { user_id: b.id });
    const writes = writesOf(body.id, newId());
    const pairs = writes.flatMap((first) => writes.map((second) => [first, second] as const));
    const answers = await Promise.all(
      pairs.flatMap(([first, second]) => [first(a, b), second(b, a)]),
    );
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  }

  expect(await deadlocks()).toBe(before);
}, 60_000);

test.each<Record<string, string>>([{}, { 'idempotency-key': 'once' }])(
  'a user can always block another who invites them to a partnership again and again, with headers %j',
  async (headers) => {
    for (let round = 0; round < 5; round += 1) {
      const [inviter, invitee] = (await partners.friends(2)) as [Person, Person];
      const { body } = await invite(inviter, { user_id: invitee.id });
      const inviting = Array.from({ length: 12 }, () =>
        inviter.post(
          `/api/v1/partnerships/${body.id}/invite`,
          { user_id: invitee.id },
          { headers: { 'idempotency-key': newId() } },
        ),
      );
      const block = await invitee.post(blocked, { user_id: inviter.id }, { headers });
      const statuses = (await Promise.all(inviting)).map(({ status }) => status);
      expect([block.status, statuses.filter((status) => status >= 500)]).toEqual([201, []]);
    }
  },
);
