import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  PartnershipActivatedSchema,
  PartnershipDissolvedSchema,
  PartnershipKind,
  PartnershipPausedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
  PartnershipStatus,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { probe, probeSchema, probeService } from '../probe.test-support';
import { Partnerships } from './partnerships';
import { PartnershipsModule } from './partnerships.module';

const service = probeService([PartnershipsModule.forService({ durable: 'probe-partnerships-v1' })]);
const { ACTIVE, DISSOLVED, PAUSED, PENDING_INVITE } = PartnershipStatus;
const schemas = {
  activated: [PartnershipActivatedSchema, ACTIVE],
  paused: [PartnershipPausedSchema, PAUSED],
  resumed: [PartnershipResumedSchema, ACTIVE],
  dissolved: [PartnershipDissolvedSchema, DISSOLVED],
} as const;

let tribe: Tribe;
let partnerships: Partnerships;

beforeAll(async () => {
  tribe = await startTribe({ services: [service], schemas: [probeSchema] });
  partnerships = tribe.service(probe).app.get(Partnerships, { strict: false });
});
afterAll(() => tribe.stop());

const partnershipOf = (initiatorId: string, partnerId: string, fields: object = {}) => ({
  id: newId(),
  kind: PartnershipKind.ACCOUNTABILITY,
  initiatorId,
  partnerId,
  activatedAt: timestampFromDate(new Date('2026-11-01T10:00:00Z')),
  ...fields,
});

type Pair = ReturnType<typeof partnershipOf>;

function publish(kind: keyof typeof schemas, version: number, pair: Pair) {
  const [schema, status] = schemas[kind];
  const data = { partnership: { ...pair, status } };
  return tribe.publishAs(
    'social-graph',
    eventOf(schema, { entityId: pair.id, entityVersion: version, data }),
  );
}

test('two users are partners while their partnership is active', async () => {
  const [brian, alvin, clarie] = [newId(), newId(), newId()];
  const pair = partnershipOf(brian, alvin);
  const stepsTo = [
    ['activated', true],
    ['paused', false],
    ['resumed', true],
    ['dissolved', false],
  ] as const;

  for (const [index, [kind, arePartners]] of stepsTo.entries()) {
    await publish(kind, index + 2, pair);
    await tribe.settled();
    expect(await partnerships.arePartners(brian, alvin)).toBe(arePartners);
    expect(await partnerships.arePartners(alvin, brian)).toBe(arePartners);
  }

  expect(await partnerships.arePartners(brian, clarie)).toBe(false);
});

test('partnersOf returns the duo first, then the oldest partnership', async () => {
  const [brian, duo, old, recent] = [newId(), newId(), newId(), newId()];
  const since = (date: string) => ({ activatedAt: timestampFromDate(new Date(date)) });
  const pairs = [
    partnershipOf(brian, recent, since('2026-11-03')),
    partnershipOf(old, brian, since('2026-11-02')),
    partnershipOf(duo, brian, { ...since('2026-11-04'), kind: PartnershipKind.DUO }),
  ];
  for (const pair of pairs) await publish('activated', 2, pair);
  await tribe.settled();
  expect((await partnerships.partnersOf(brian)).map(({ partnerId }) => partnerId)).toEqual([
    duo,
    old,
    recent,
  ]);
  expect(await partnerships.partnersOf(duo)).toEqual([
    { partnershipId: pairs[2]!.id, partnerId: brian },
  ]);
});

test('the newest version wins when events are repeated and out of order', async () => {
  const [brian, alvin] = [newId(), newId()];
  const pair = partnershipOf(brian, alvin);
  await publish('dissolved', 4, pair);
  await publish('activated', 2, pair);
  await tribe.settled();
  expect(await partnerships.arePartners(brian, alvin)).toBe(false);
});

test('a snapshot of an invitation without a partner makes no partners', async () => {
  const brian = newId();
  const id = newId();
  const partnership = { id, initiatorId: brian, status: PENDING_INVITE };
  const event = eventOf(PartnershipSnapshottedSchema, {
    entityId: id,
    entityVersion: 1,
    data: { partnership },
  });
  await tribe.publishAs('social-graph', event);
  await tribe.settled();
  expect(await partnerships.partnersOf(brian)).toEqual([]);
});
