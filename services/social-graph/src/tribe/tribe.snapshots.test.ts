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

test('a replay tells who is in what, at its own version, archived ones too', async () => {
  const [brian, alvin, clarie] = (await tribes.people(3)) as [Person, Person, Person];
  const team = await tribes.made('team', brian, [alvin, clarie]);
  await team.leave(clarie);
  const archived = await tribes.made('group', alvin);
  await archived.archive(alvin);
  await tribe.service('social-graph').app.get(Replayer, { strict: false }).replay();
  const told = await tribes.rows(
    `SELECT payload, entity_version FROM outbox WHERE subject LIKE '%.tribe.snapshotted.%' ORDER BY position`,
  );
  expect(
    told.map(({ payload, entity_version }) => {
      const { tribe: one } = fromBinary(TribeSnapshottedSchema, payload as Buffer);
      const members = one?.members.map(({ userId, role }) => [userId, role]);
      return [one?.id, one?.kind, members, one?.archivedAt !== undefined, entity_version];
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
