import { randomUUID } from 'node:crypto';
import type { Person } from '@tribe/testing';
import { block, withoutRequestId } from '../block/block.test-support';
import { ModerationWorld, report } from '../moderation/moderation.test-support';

let world: ModerationWorld;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  world = await ModerationWorld.start({ REPORTS_PER_DAY: '3' });
});
afterAll(() => world.tribe.stop());
beforeEach(async () => {
  [brian, alvin, clarie] = (await world.circle.people(3)) as [Person, Person, Person];
});

const aboutUser = ({ id: target_id }: { id: string }) => ({ target_type: 'user', target_id });
const stored = (targetId: string) =>
  world.circle.rows(
    `SELECT c.subject_id, c.report_count, r.reason, r.details, r.excerpt FROM reports r
       JOIN moderation_cases c ON c.id = r.case_id WHERE c.target_id = $1 ORDER BY r.id`,
    [targetId],
  );

test('keeps a report with the text of the target, and returns it again while it is open', async () => {
  const target_id = world.target(alvin, [brian]);
  const body = { target_type: 'message', target_id, reason: 'hate', details: 'Look at\nthis' };
  const first = await report(brian, body);
  expect(first).toMatchObject({
    status: 201,
    body: { target_type: 'message', target_id, reason: 'hate', status: 'received' },
  });
  const again = await report(brian, { ...body, reason: 'spam' });
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(await stored(target_id)).toEqual([
    {
      subject_id: alvin.id,
      report_count: 1,
      reason: 'hate',
      details: 'Look at\nthis',
      excerpt: 'Buy now',
    },
  ]);
  const { body: list } = await brian.get('/api/v1/reports');
  expect(list).toMatchObject({ reports: [first.body], pagination: { total: 1 } });
  expect((await alvin.get('/api/v1/reports')).body.reports).toEqual([]);
});

test('simultaneous reports of a target share a case', async () => {
  const target_id = world.target(alvin, [brian, clarie]);
  const body = { target_type: 'goal', target_id };
  const answers = await Promise.all([report(brian, body), report(clarie, body)]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect((await stored(target_id)).map((row) => row['report_count'])).toEqual([2, 2]);
});

test('a target that the reporter may not see does not exist', async () => {
  const before = await world.written();
  const hidden = world.target(alvin, [clarie]);
  const unknown = await report(brian, { target_type: 'comment', target_id: randomUUID() });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'REPORT_TARGET_NOT_FOUND' } });
  expect(
    withoutRequestId(await report(brian, { target_type: 'comment', target_id: hidden })),
  ).toEqual(withoutRequestId(unknown));
  expect(await world.written()).toEqual(before);
});

test('a user can report the user that they blocked, but not a user who blocked them', async () => {
  await block(brian, alvin);
  const unknown = await report(alvin, aboutUser({ id: randomUUID() }));
  expect(withoutRequestId(await report(alvin, aboutUser(brian)))).toEqual(
    withoutRequestId(unknown),
  );
  expect((await report(brian, aboutUser(alvin))).status).toBe(201);
  expect((await stored(alvin.id))[0]).toMatchObject({ excerpt: expect.stringContaining('@') });
});

test('a stranger can report a public tribe, and not a private group', async () => {
  const open = await alvin.post('/api/v1/tribes', { name: 'Dawn runners' });
  const closed = await alvin.post('/api/v1/groups', { name: 'Night runners' });
  const about = ({ body }: typeof open) => ({ target_type: 'tribe', target_id: body.id });
  expect((await report(brian, about(open))).status).toBe(201);
  expect((await report(brian, about(closed))).status).toBe(404);
  expect((await stored(open.body.id))[0]).toMatchObject({
    subject_id: alvin.id,
    excerpt: 'Dawn runners',
  });
});

test('refuses a report of the own work, and more than REPORTS_PER_DAY in a day', async () => {
  const own = { target_type: 'message', target_id: world.target(brian, [brian]) };
  expect((await report(brian, own)).body.code).toBe('CANNOT_REPORT_YOURSELF');
  for (const each of [alvin, clarie]) await report(brian, aboutUser(await befriended(each)));
  await report(brian, { target_type: 'message', target_id: world.target(alvin, [brian]) });
  const next = { target_type: 'message', target_id: world.target(clarie, [brian]) };
  const refused = await report(brian, next);
  expect([refused.status, refused.body.code]).toEqual([429, 'REPORT_LIMIT_REACHED']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(86_000);
});

async function befriended(other: Person): Promise<Person> {
  await world.circle.befriend(brian, other);
  return other;
}

test.each([
  {},
  { target_type: 'planet', target_id: randomUUID(), reason: 'spam' },
  { target_type: 'user', target_id: 'alvin', reason: 'spam' },
  { target_type: 'user', target_id: randomUUID(), reason: 'boring' },
  { target_type: 'user', target_id: randomUUID(), reason: 'spam', details: 'x'.repeat(1001) },
])('refuses the body %j', async (body) => {
  const answer = await brian.post('/api/v1/reports', body);
  expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
});
