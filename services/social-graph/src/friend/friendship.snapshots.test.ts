import { fromBinary } from '@bufbuild/protobuf';
import { FriendshipSnapshottedSchema, FriendshipStatus } from '@tribe/contracts';
import { Replayer } from '@tribe/events';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { sendRequest, Circle, unfriend } from './friend.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

test('a replay publishes the state of every pair with its version', async () => {
  const [brian, alvin, clarie, derrick] = (await circle.people(4)) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const accepted = await circle.befriend(brian, alvin);
  const ended = await circle.befriend(brian, clarie);
  await unfriend(brian, clarie);
  const pending = (await sendRequest(brian, derrick)).body.id;
  expect(await tribe.service('social-graph').app.get(Replayer, { strict: false }).replay()).toBe(3);
  const snapshots = await circle.rows(
    `SELECT payload, entity_version FROM outbox WHERE subject LIKE '%.snapshotted.%' ORDER BY position`,
  );
  expect(
    snapshots.map(({ payload, entity_version }) => {
      const { friendship } = fromBinary(FriendshipSnapshottedSchema, payload as Buffer);
      return [friendship?.id, friendship?.status, entity_version];
    }),
  ).toEqual([
    [accepted, FriendshipStatus.ACCEPTED, '2'],
    [ended, FriendshipStatus.ENDED, '3'],
    [pending, FriendshipStatus.PENDING, '1'],
  ]);
});

test('a replay publishes more pairs than fit into a page', async () => {
  await circle.rows(
    `INSERT INTO friendships (id, user_low, user_high, requester_id, addressee_id, status, requested_at)
     SELECT gen_random_uuid(), low, high, low, high, 'pending', now()
       FROM generate_series(1, 1200) AS number,
            LATERAL (SELECT ('00000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid AS low,
                            ('00000000-0000-7000-9000-' || lpad(number::text, 12, '0'))::uuid AS high) AS pair`,
  );
  const [{ pairs }] = (await circle.rows('SELECT count(*)::int AS pairs FROM friendships')) as [
    { pairs: number },
  ];
  expect(await tribe.service('social-graph').app.get(Replayer, { strict: false }).replay()).toBe(
    pairs,
  );
});
