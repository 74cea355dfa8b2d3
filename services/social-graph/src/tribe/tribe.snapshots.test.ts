import { fromBinary } from '@bufbuild/protobuf';
import { TribeKind, TribeRole, TribeSnapshottedSchema } from '@tribe/contracts';
import { Replayer } from '@tribe/events';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

test('a replay publishes the members of every tribe with its version, also archived ones', async () => {
  const [brian, alvin, clarie] = (await tribes.people(3)) as [Person, Person, Person];
  const team = await tribes.create('team', brian, [alvin, clarie]);
  await team.leave(clarie);
  const archived = await tribes.create('group', alvin);
  await archived.archive(alvin);
  await tribe.service('social-graph').app.get(Replayer, { strict: false }).replay();
  const snapshots = await tribes.rows(
    `SELECT payload, entity_version FROM outbox WHERE subject LIKE '%.tribe.snapshotted.%' ORDER BY position`,
  );
  expect(
    snapshots.map(({ payload, entity_version }) => {
      const { tribe: snapshot } = fromBinary(TribeSnapshottedSchema, payload as Buffer);
      const members = snapshot?.members.map(({ userId, role }) => [userId, role]);
      return [
        snapshot?.id,
        snapshot?.kind,
        members,
        snapshot?.archivedAt !== undefined,
        entity_version,
      ];
    }),
  ).toEqual([
    [
      team.id,
      TribeKind.TEAM,
      [
        [brian.id, TribeRole.ADMIN],
        [alvin.id, TribeRole.PLAYER],
      ],
      false,
      '4',
    ],
    [archived.id, TribeKind.GROUP, [[alvin.id, TribeRole.ADMIN]], true, '2'],
  ]);
});
