import { fromBinary } from '@bufbuild/protobuf';
import { PartnershipKind, PartnershipSnapshottedSchema, PartnershipStatus } from '@tribe/contracts';
import { Replayer } from '@tribe/events';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { act, invite, Partners, startEmailDirectory } from './partnership.test-support';

let tribe: Tribe;
let partners: Partners;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
  await startEmailDirectory(tribe);
});
afterAll(() => tribe.stop());

test('a replay publishes the state of every partnership with its version', async () => {
  const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
  const active = await partners.pair(brian, alvin);
  const ended = await partners.pair(brian, clarie, 'accountability');
  await act(clarie, ended, 'dissolve');
  const pending = (await invite(clarie, { email: 'x@example.com' })).body.id;
  await tribe.service('social-graph').app.get(Replayer, { strict: false }).replay();
  const snapshots = await partners.rows(
    `SELECT payload, entity_version FROM outbox WHERE subject LIKE '%.partnership.snapshotted.%' ORDER BY position`,
  );
  expect(
    snapshots.map(({ payload, entity_version }) => {
      const { partnership } = fromBinary(PartnershipSnapshottedSchema, payload as Buffer);
      return [
        partnership?.id,
        partnership?.kind,
        partnership?.status,
        partnership?.partnerId,
        entity_version,
      ];
    }),
  ).toEqual([
    [active, PartnershipKind.DUO, PartnershipStatus.ACTIVE, alvin.id, '2'],
    [ended, PartnershipKind.ACCOUNTABILITY, PartnershipStatus.DISSOLVED, clarie.id, '3'],
    [pending, PartnershipKind.DUO, PartnershipStatus.PENDING_INVITE, undefined, '1'],
  ]);
});
