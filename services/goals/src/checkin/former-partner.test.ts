import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';
import { GoalChanges } from '../sync/goal-changes';
import { SystemDiary } from './checkin.test-support';

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

interface Operation {
  readonly method: string;
  readonly template: string;
  /** The example of the document. */
  readonly body: object | undefined;
}

/** All operations about one system, with the examples of their bodies. */
async function operationsOnSystems(): Promise<Operation[]> {
  const { body } = await world.tribe.client().get('/openapi.json');
  type Documented = {
    requestBody?: { content: { 'application/json': { schema: { $ref: string } } } };
  };
  const { schemas } = body.components;

  return Object.entries(body.paths as Record<string, Record<string, Documented>>)
    .filter(([template]) => template.startsWith('/api/v1/systems/{systemId}'))
    .flatMap(([template, item]) =>
      Object.entries(item).map(([method, { requestBody }]) => {
        const schema = requestBody?.content['application/json'].schema.$ref.split('/').at(-1);
        const example = schema === undefined ? undefined : schemas[schema].example;

        return { method: method.toUpperCase(), template, body: example };
      }),
    );
}

/** The statuses and codes of all operations of a person on a system and a check-in of it. */
async function answersTo(person: Person, ids: { systemId: string; checkinId: string }) {
  const answers = [];

  for (const { method, template, body } of await operationsOnSystems()) {
    const path = template.replace('{systemId}', ids.systemId).replace(/\{\w+\}/, ids.checkinId);
    const answer = await person.request(method, path, body);
    answers.push([`${method} ${template}`, answer.status, answer.body?.code]);
  }

  return answers;
}

/** A check-in that a partner was asked to verify, and has asked about. */
async function askedCheckin(owner: Person, partner: Person) {
  const diary = await SystemDiary.open(world, owner, 2, { verification_required: true });
  const { status, body: checkin } = await diary.checkIn(0, { notes: 'Only for partners' });
  expect([status, checkin.code]).toEqual([201, undefined]);
  const path = `${diary.path}/checkins/${checkin.id}`;
  const asked = await partner.post(`${path}/query`, { question: 'Which book?' });
  expect([asked.status, asked.body.code]).toEqual([200, undefined]);

  return { systemId: diary.id, checkinId: checkin.id as string };
}

const endings: [
  string,
  (owner: Person, partner: Person, end: () => Promise<void>) => Promise<unknown>,
][] = [
  ['the partnership has ended', (_owner, _partner, end) => end()],
  ['the owner has blocked the partner', (owner, partner) => world.block(owner, partner)],
  ['the partner has blocked the owner', (owner, partner) => world.block(partner, owner)],
];

test.each(endings)('when %s, no operation tells of a system or changes it', async (when, end) => {
  const owner = await world.tribe.person(`owner when ${when}`);
  const partner = await world.tribe.person(`partner when ${when}`);
  const dissolve = await world.partner(owner, partner);
  const ids = await askedCheckin(owner, partner);
  await end(owner, partner, dissolve);
  const before = await world.written();

  const answers = await answersTo(partner, ids);
  expect(answers.length).toBeGreaterThan(15);
  expect(
    answers.filter(([, status, code]) => status !== 404 || code !== 'SYSTEM_NOT_FOUND'),
  ).toEqual([]);
  expect((await partner.get('/api/v1/verifications')).body.checkins).toEqual([]);
  expect((await partner.get('/api/v1/systems?status=all')).body.systems).toEqual([]);
  expect(await world.written()).toBe(before);
});

test.each(endings.slice(1))(
  'when %s, the question stays without its author and its text',
  async (when, end) => {
    const owner = await world.tribe.person(`asked when ${when}`);
    const partner = await world.tribe.person(`asking when ${when}`);
    await world.partner(owner, partner);
    const { systemId, checkinId } = await askedCheckin(owner, partner);
    const path = `/api/v1/systems/${systemId}/checkins`;
    const [{ client_id, checked_in_at, ...seen }] = (await owner.get(path)).body.checkins;
    expect(seen).toMatchObject({
      verified_by_partner_id: partner.id,
      verifier_query: 'Which book?',
    });
    await end(owner, partner, async () => undefined);

    const { checkins } = await world.tribe
      .service('goals')
      .app.get(GoalChanges)
      .since(owner.id, undefined);

    const again = { client_id, checked_in_at };
    for (const checkin of [
      (await owner.get(path)).body.checkins[0],
      checkins.find(({ id }: { id: string }) => id === checkinId),
      (await owner.post(path, again)).body,
      (await owner.patch(`${path}/${checkinId}`, { notes: 'For nobody' })).body,
      (await owner.post(`${path}/${checkinId}/answer`, { answer: 'A novel' })).body,
    ])
      expect(checkin).toMatchObject({
        id: checkinId,
        verified_by_partner_id: null,
        verifier_query: null,
      });
  },
);

test('a check-in is found below its own system only', async () => {
  const { brian, alvin } = world;
  await world.partner(brian, alvin);
  const { checkinId } = await askedCheckin(brian, alvin);
  const own = await world.newSystem(alvin);
  const other = await world.newSystem(brian);
  const before = await world.written();

  for (const { id } of [own, other])
    for (const [person, step, body] of [
      [alvin, '/verify', undefined],
      [alvin, '', { notes: 'Mine' }],
      [brian, '/answer', { answer: 'Mine' }],
    ] as const) {
      const path = `/api/v1/systems/${id}/checkins/${checkinId}${step}`;
      const { status } = await person.request(step === '' ? 'PATCH' : 'POST', path, body);
      expect([403, 404]).toContain(status);
    }

  expect(await world.written()).toBe(before);
});

test('the reflections of a partner do not exist, with any day of the week', async () => {
  const [owner, partner] = [await world.tribe.person('writer'), await world.tribe.person('reader')];
  await world.partner(owner, partner);
  const { body: reflection } = await owner.post('/api/v1/reflections', { content: 'Only mine' });
  const path = `/api/v1/reflections/${reflection.reflection_date_local}`;
  expect((await partner.get(path)).body.code).toBe('REFLECTION_NOT_FOUND');
  expect((await partner.put(path, { content: 'Taken' })).body.code).toBe('REFLECTION_NOT_FOUND');
  expect((await partner.get('/api/v1/reflections')).body.reflections).toEqual([]);
  expect((await owner.get(path)).body.content).toBe('Only mine');
});
