import { PersonalDataReportService } from '@tribe/contracts';
import { dayMs, newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import {
  newPerson,
  newVerifiedPerson,
  outcomeOf,
  rowsOf,
  untilBlocked,
} from '../identity.test-support';
import { tokenFor } from '../mail/mail.test-support';
import { reportingServices } from '../reporting-services';
import { maxArchiveSize, maxParts } from './data-export.rules';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const path = '/api/v1/settings/download-data';
const requestExport = async (person: Person): Promise<string> => (await person.post(path)).body.id;
const fetchArchive = (token: string, headers = {}) =>
  tribe.client().post(`${path}/archive`, { token }, { headers });
const [aService = ''] = reportingServices;

interface Part {
  readonly service?: string;
  /** The service that hands it over; by default the owner of the part. */
  readonly caller?: string;
  readonly sequence: number;
  readonly section?: string;
  readonly rows?: unknown[];
  readonly isLast?: boolean;
}

/** Hands over a part, as a service does. */
async function handOver(
  exportId: string,
  { service = aService, caller = service, section = 'notes', rows = [], ...init }: Part,
) {
  const rpc = (await tribe.rpcAs(caller)).client(PersonalDataReportService);
  const part = { isLast: false, ...init, exportId, service, section, rows: JSON.stringify(rows) };
  await rpc.addExportPart(part, { deadlineMs: 3_000 });
}
const finish = (exportId: string, service: string, sequence: number) =>
  handOver(exportId, { service, sequence, section: '', isLast: true });
const partsOf = (exportId: string) =>
  rowsOf(
    tribe,
    'SELECT service, sequence FROM data_export_parts WHERE export_id = $1 ORDER BY service, sequence',
    [exportId],
  );

async function finishAll(exportId: string, sequence: number): Promise<void> {
  for (const service of reportingServices) await finish(exportId, service, sequence);
}

/** Stores an earlier part with this size but without its rows. */
const storePart = (exportId: string, sequence: number, size: number) =>
  rowsOf(tribe, `INSERT INTO data_export_parts VALUES ($1, $2, $3, 'notes', '[]', false, $4)`, [
    exportId,
    aService,
    sequence,
    size,
  ]);

test('the archive contains the roles of the user', async () => {
  const person = await newVerifiedPerson(tribe);
  await rowsOf(tribe, `INSERT INTO user_roles VALUES ($1, 'admin', NULL, now())`, [person.id]);
  await finishAll(await requestExport(person), 0);
  const { body } = await fetchArchive(await tokenFor(tribe, person, 'data_export'));
  expect(body.services.identity.roles).toEqual([{ role: 'admin', grantedAt: expect.any(String) }]);
});

test('is refused with 403 EMAIL_NOT_VERIFIED until the user has verified the address', async () => {
  const person = await newPerson(tribe);
  expect(outcomeOf(await person.post(path))).toEqual([403, 'EMAIL_NOT_VERIFIED']);
  expect(await rowsOf(tribe, 'SELECT FROM data_exports WHERE user_id = $1', [person.id])).toEqual(
    [],
  );
  const token = await tokenFor(tribe, person, 'verify_email');
  await person.post('/api/v1/auth/verify-email', { token });
  expect((await person.post(path)).status).toBe(202);
});

test('a request that waits for a lock is allowed when the day ends before it gets the lock', async () => {
  const person = await newVerifiedPerson(tribe);
  await requestExport(person);
  tribe.clock.advance(dayMs - 60_000);
  const returned = await person.logIn();
  await rowsOf(tribe, 'BEGIN');
  await rowsOf(tribe, 'SELECT FROM users WHERE id = $1 FOR UPDATE', [person.id]);
  const requesting = returned.post(path);
  await untilBlocked(tribe).finally(() => {
    tribe.clock.advance(120_000);
    return rowsOf(tribe, 'COMMIT');
  });
  expect((await requesting).status).toBe(202);
});

test('a link stops working when the address of the account changes', async () => {
  const person = await newVerifiedPerson(tribe);
  const exportId = await requestExport(person);
  await finishAll(exportId, 0);
  const link = await tokenFor(tribe, person, 'data_export');
  expect((await fetchArchive(link)).status).toBe(200);
  await person.patch('/api/v1/users/me', { email: `moved.${person.email}` });
  const token = await tokenFor(tribe, person, 'verify_email');
  expect((await person.post('/api/v1/auth/verify-email', { token })).status).toBe(200);
  expect((await fetchArchive(link)).body.code).toBe('LINK_INVALID');
});

test('joins the parts of all services to one archive, whatever the order in which they arrive', async () => {
  const person = await newVerifiedPerson(tribe);
  const exportId = await requestExport(person);
  const text = `"],"}} ${'ü'.repeat(50_000)}`;
  const sampleRowsOf = (service: string) =>
    Array.from({ length: 6 }, (_, sequence) => ({ sequence, by: service, text }));
  for (const service of reportingServices.toReversed()) {
    const rows = sampleRowsOf(service);
    for (const row of rows.toReversed()) {
      const section = row.sequence % 2 === 0 ? 'notes' : 'friends';
      await handOver(exportId, {
        service,
        sequence: row.sequence,
        section,
        rows: [row, row.sequence],
      });
    }
    await finish(exportId, service, 6);
  }
  const { status, body, headers } = await fetchArchive(
    await tokenFor(tribe, person, 'data_export'),
  );
  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect(Object.keys(body)).toEqual(['schema_version', 'exported_at', 'user_id', 'services']);
  expect(body).toMatchObject({ schema_version: 1, user_id: person.id });
  const { identity: own, ...others } = body.services;
  expect(own.account).toMatchObject([{ email: person.email }]);
  const sectionOf = (service: string, remainder: number) =>
    sampleRowsOf(service)
      .filter(({ sequence }) => sequence % 2 === remainder)
      .flatMap((row) => [row, row.sequence]);
  expect(others).toEqual(
    Object.fromEntries(
      reportingServices.map((service) => [
        service,
        { notes: sectionOf(service, 0), friends: sectionOf(service, 1) },
      ]),
    ),
  );
  expect(await partsOf(exportId)).toEqual([]);
});

test('serves the archive several times and stores no copy for an Idempotency-Key', async () => {
  const person = await newVerifiedPerson(tribe);
  await finishAll(await requestExport(person), 0);
  const token = await tokenFor(tribe, person, 'data_export');
  const kept = () => rowsOf(tribe, 'SELECT count(*)::int AS keys FROM idempotency_keys');
  const before = await kept();
  const key = { 'idempotency-key': 'my-archive' };
  const answers = [
    await fetchArchive(token, key),
    await fetchArchive(token, key),
    await fetchArchive(token),
  ];
  for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body]);
  expect(answers[0]?.body.services).toMatchObject({ [aService]: {} });
  expect(await kept()).toEqual(before);
});

test('refuses the part that would make the archive too large with BODY_TOO_LARGE', async () => {
  const exportId = await requestExport(await newVerifiedPerson(tribe));
  await storePart(exportId, 0, maxArchiveSize - 100);
  const rows = ['x'.repeat(100)];
  const refused = { code: 'BODY_TOO_LARGE' };
  await expect(handOver(exportId, { sequence: 1, rows })).rejects.toMatchObject(refused);
  const another = reportingServices.at(-1) ?? '';
  await expect(handOver(exportId, { service: another, sequence: 0, rows })).rejects.toMatchObject(
    refused,
  );
  expect(await partsOf(exportId)).toEqual([{ service: aService, sequence: 0 }]);
  await handOver(exportId, { sequence: 1, rows: ['x'.repeat(90)] });
  expect(await partsOf(exportId)).toHaveLength(2);
});

test('refuses more parts of one service than the maximum with BODY_TOO_LARGE', async () => {
  const exportId = await requestExport(await newVerifiedPerson(tribe));
  await handOver(exportId, { sequence: maxParts - 1 });
  await expect(handOver(exportId, { sequence: maxParts })).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
  });
});

test('ignores and deletes the parts that an earlier, longer attempt left behind', async () => {
  const person = await newVerifiedPerson(tribe);
  const exportId = await requestExport(person);
  await storePart(exportId, 7, maxArchiveSize);
  await handOver(exportId, { sequence: 0, rows: ['first'] });
  await handOver(exportId, { sequence: 0, rows: ['first', 'again'] });
  await finish(exportId, aService, 1);
  expect(await partsOf(exportId)).toEqual(
    [0, 1].map((sequence) => ({ service: aService, sequence })),
  );
  for (const service of reportingServices.slice(1)) await finish(exportId, service, 0);
  const { body } = await fetchArchive(await tokenFor(tribe, person, 'data_export'));
  expect(body.services[aService]).toEqual({ notes: ['first', 'again'] });
});

test('refuses a part that another service hands over, and a report of an erasure in the name of another', async () => {
  const exportId = await requestExport(await newPerson(tribe));
  const [caller = '', another = ''] = reportingServices;
  const refused = { code: 'VALIDATION_FAILED' };
  await expect(handOver(exportId, { service: another, caller, sequence: 0 })).rejects.toMatchObject(
    refused,
  );
  expect(await partsOf(exportId)).toEqual([]);
  const rpc = (await tribe.rpcAs(caller)).client(PersonalDataReportService);
  const report = { erasureId: newId(), counts: {} };
  await expect(rpc.reportErased({ ...report, service: another })).rejects.toMatchObject(refused);
  await expect(rpc.reportErased({ ...report, service: caller })).resolves.toBeDefined();
});

test('stores neither malformed parts nor parts of unknown exports', async () => {
  const exportId = await requestExport(await newVerifiedPerson(tribe));
  const invalid = { code: 'VALIDATION_FAILED' };
  await expect(
    handOver(exportId, { service: 'evil', caller: aService, sequence: 0 }),
  ).rejects.toMatchObject(invalid);
  await expect(handOver(exportId, { sequence: -1 })).rejects.toMatchObject(invalid);
  await expect(handOver('no-export', { sequence: 0 })).rejects.toMatchObject(invalid);
  await expect(
    handOver(exportId, { sequence: 0, rows: ['x'.repeat(513 * 1024)] }),
  ).rejects.toMatchObject(invalid);
  const unknown = '0190163d-8694-739b-aea5-966c26f8ad91';
  await handOver(unknown, { sequence: 0, rows: ['lost'] });
  expect([await partsOf(exportId), await partsOf(unknown)]).toEqual([[], []]);
});
