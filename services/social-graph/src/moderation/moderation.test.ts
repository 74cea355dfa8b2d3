import { fromBinary } from '@bufbuild/protobuf';
import {
  ModerationActionKind,
  ModerationActionTakenSchema,
  ReportsReviewedSchema,
} from '@tribe/contracts';
import { LinkTokens, newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { appealPurpose } from '../appeal/appeal.service';
import {
  appeals,
  cases,
  decide,
  ModerationWorld,
  report,
  type Staff,
} from './moderation.test-support';

let world: ModerationWorld;
let root: Staff;
let other: Staff;
let third: Staff;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  world = await ModerationWorld.start();
  [root, other, third] = [await world.staff(), await world.staff(), await world.staff()];
});
afterAll(() => world.tribe.stop());
beforeEach(async () => {
  [brian, alvin] = (await world.circle.people(2)) as [Person, Person];
});

const getCase = (by: Staff, id: string) => by.api.get(`${cases}/${id}`);
const assign = (by: Staff, id: string, body = {}, headers = {}) =>
  by.api.put(`${cases}/${id}/assignee`, body, { headers });
const eventsOf = async (caseId: string) =>
  world.circle.rows(
    `SELECT subject, payload FROM outbox WHERE entity_id = $1
        OR entity_id IN (SELECT id FROM moderation_actions WHERE case_id = $1) ORDER BY position`,
    [caseId],
  );
const auditOf = async (caseId: string) => {
  const { body } = await root.api.get(`${cases}/${caseId}/audit`);
  return body.entries.map(({ event, actor_id }: { event: string; actor_id: string }) => [
    event,
    actor_id,
  ]);
};

describe('the queue', () => {
  test('lists the most severe cases first, by cursor, and shows reporters to moderators', async () => {
    const ids = [];
    for (const reason of ['spam', 'violence', 'hate'])
      ids.push(await world.reported(alvin, brian, reason));
    const [spam, violence, hate] = ids;
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const query = `subject_id=${alvin.id}&limit=1${cursor && `&cursor=${cursor}`}`;
      const { body } = await root.api.get(`${cases}?${query}`);
      seen.push(...body.cases.map(({ id }: { id: string }) => id));
      cursor = body.pagination.next_cursor;
      if (!cursor) break;
    }
    expect(seen).toEqual([violence, hate, spam]);
    const oldest = await root.api.get(`${cases}?subject_id=${alvin.id}&sort=oldest`);
    expect(oldest.body.cases.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect((await getCase(root, hate ?? '')).body).toMatchObject({
      severity: 'medium',
      status: 'open',
      subject: { id: alvin.id },
      reports: [{ reporter: { id: brian.id }, reason: 'hate', excerpt: 'Buy now' }],
      available_actions: expect.arrayContaining(['dismiss', 'delete_content', 'remove_member']),
    });
  });

  test('does not exist for users, and a case about a moderator does not exist for that moderator', async () => {
    const caseId = await world.reported(root, brian);
    for (const path of [cases, `${cases}/${caseId}`, `${cases}/${caseId}/audit`, appeals])
      expect((await brian.get(path)).body.code).toBe('PERMISSION_DENIED');
    for (const answer of [
      await getCase(root, caseId),
      await decide(root, caseId, { action: 'warn' }),
    ])
      expect(answer.body.code).toBe('MODERATION_CASE_NOT_FOUND');
    const { body } = await root.api.get(`${cases}?subject_id=${root.id}`);
    expect(body).toMatchObject({ cases: [], pagination: { total: 0 } });
    expect((await decide(other, caseId, { action: 'warn' })).body.code).toBe(
      'CANNOT_DECIDE_ABOUT_STAFF',
    );
  });
});

describe('an assignment', () => {
  test('keeps other moderators from deciding, and refuses an outdated version', async () => {
    const caseId = await world.reported(alvin, brian);
    const { headers } = await getCase(root, caseId);
    expect((await assign(root, caseId)).body).toMatchObject({
      status: 'assigned',
      assignee_id: root.id,
    });
    const outdated = await assign(other, caseId, {}, { 'if-match': String(headers['etag']) });
    expect([outdated.status, outdated.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await assign(other, caseId)).body.code).toBe('MODERATION_CASE_TAKEN');
    expect((await decide(other, caseId, { action: 'warn' })).body.code).toBe(
      'MODERATION_CASE_TAKEN',
    );
    expect((await assign(root, caseId, { moderator_id: brian.id })).body.code).toBe(
      'MODERATOR_NOT_FOUND',
    );
    expect((await assign(root, caseId, { moderator_id: other.id })).body.assignee_id).toBe(
      other.id,
    );
    expect(await auditOf(caseId)).toEqual([
      ['assigned', root.id],
      ['assigned', root.id],
    ]);
  });
});

describe('a decision', () => {
  test('resolves the case, tells the reporters and the owner of the target, and is audited', async () => {
    const target_id = world.target(alvin, [brian, root.person]);
    await report(brian, { target_type: 'message', target_id });
    const caseId = await world.caseOf(target_id);
    const until = new Date(world.tribe.clock.now().getTime() + 86_400_000).toISOString();
    const body = { action: 'mute_user', until, note: 'Third time' };
    const decided = await decide(root, caseId, body);
    expect(decided).toMatchObject({
      status: 201,
      body: { action: 'mute_user', until, note: 'Third time', moderator: { id: root.id } },
    });
    expect((await getCase(root, caseId)).body).toMatchObject({
      status: 'resolved',
      assignee_id: root.id,
      actions: [{ id: decided.body.id }],
    });
    expect((await brian.get('/api/v1/reports')).body.reports[0].status).toBe('reviewed');
    const [reviewed, taken] = await eventsOf(caseId);
    expect(
      fromBinary(ReportsReviewedSchema, reviewed?.['payload'] as Buffer).reports,
    ).toMatchObject([{ reporterId: brian.id }]);
    expect(
      fromBinary(ModerationActionTakenSchema, taken?.['payload'] as Buffer).action,
    ).toMatchObject({
      kind: ModerationActionKind.MUTE_USER,
      targetId: target_id,
      subjectId: alvin.id,
    });
    expect(String(taken?.['payload'])).not.toContain(root.id);
    expect(await auditOf(caseId)).toEqual([['action_taken', root.id]]);
    expect((await decide(root, caseId, body)).body.code).toBe('MODERATION_ACTION_EXISTS');
    expect((await decide(root, caseId, { action: 'delete_content' })).status).toBe(201);

    await report(brian, { target_type: 'message', target_id });
    expect(await world.caseOf(target_id)).not.toBe(caseId);
  });

  test('by the reporter is refused and writes nothing', async () => {
    const caseId = await world.reported(alvin, root.person);
    const before = await world.written();
    expect((await decide(root, caseId, { action: 'dismiss' })).body.code).toBe(
      'CANNOT_DECIDE_OWN_REPORT',
    );
    expect(await world.written()).toEqual(before);
    expect((await decide(other, caseId, { action: 'dismiss' })).status).toBe(201);
    expect((await alvin.get('/api/v1/moderation/actions')).body.actions).toEqual([]);
  });

  test('of two moderators at the same time takes effect once', async () => {
    const caseId = await world.reported(alvin, brian);
    const answers = await Promise.all([
      decide(root, caseId, { action: 'dismiss' }),
      decide(other, caseId, { action: 'dismiss' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test('removes the owner of a group, which a member inherits, and archives a tribe', async () => {
    await world.circle.befriend(brian, alvin);
    const { body: group } = await alvin.post('/api/v1/groups', { name: 'Runners' });
    await alvin.post(`/api/v1/groups/${group.id}/invites`, { user_id: brian.id });
    await brian.post(`/api/v1/groups/${group.id}/join`);
    await report(brian, { target_type: 'tribe', target_id: group.id });
    const caseId = await world.caseOf(group.id);
    expect((await decide(root, caseId, { action: 'remove_member' })).status).toBe(201);
    expect((await alvin.get(`/api/v1/groups/${group.id}`)).status).toBe(404);
    expect((await brian.get(`/api/v1/groups/${group.id}`)).body).toMatchObject({
      owner_id: brian.id,
    });
    expect((await decide(root, caseId, { action: 'delete_content' })).status).toBe(201);
    expect((await brian.get(`/api/v1/groups/${group.id}`)).status).toBe(404);
  });
});

test('reading the context of a message is audited before it is read', async () => {
  const caseId = await world.reported(alvin, brian);
  const { body } = await root.api.get(`${cases}/${caseId}/context`);
  expect(body.lines).toMatchObject([{ text: 'Buy now', author: null }]);
  expect(await auditOf(caseId)).toEqual([['context_read', root.id]]);
});

test.each([
  'UPDATE moderation_audit SET event = $1',
  'DELETE FROM moderation_audit WHERE $1 <> $1 OR true',
])('the audit refuses %s, also from the service itself', async (statement) => {
  await root.api.get(`${cases}/${await world.reported(alvin, brian)}/context`);
  await expect(world.circle.rows(statement, ['warned'])).rejects.toThrow('cannot be changed');
});

describe('an appeal', () => {
  async function muted(): Promise<{ caseId: string; actionId: string }> {
    const target_id = world.target(alvin, [brian, third.person]);
    for (const reporter of [brian, third.person])
      await report(reporter, { target_type: 'message', target_id });
    const caseId = await world.caseOf(target_id);
    const until = new Date(world.tribe.clock.now().getTime() + 86_400_000).toISOString();
    const { body } = await decide(root, caseId, { action: 'mute_user', until });
    return { caseId, actionId: body.id };
  }
  const appeal = (by: Person, actionId: string) =>
    by.post(`/api/v1/moderation/actions/${actionId}/appeal`, { text: 'It was a joke' });

  test('is decided by another moderator, and lifts a mute when it is granted', async () => {
    const { caseId, actionId } = await muted();
    const { body: own } = await alvin.get('/api/v1/moderation/actions');
    expect(own.actions).toMatchObject([{ id: actionId, action: 'mute_user', appeal: null }]);
    expect(JSON.stringify(own)).not.toContain(brian.id);
    expect(JSON.stringify(own)).not.toContain(root.id);
    expect((await appeal(brian, actionId)).body.code).toBe('MODERATION_ACTION_NOT_FOUND');
    expect(await appeal(alvin, actionId)).toMatchObject({
      status: 201,
      body: { status: 'pending' },
    });
    expect((await appeal(alvin, actionId)).body.code).toBe('MODERATION_APPEAL_EXISTS');
    const { body: queue } = await other.api.get(`${appeals}?limit=100`);
    const listed = queue.appeals.find(
      ({ action }: { action: { id: string } }) => action.id === actionId,
    );
    expect(listed).toMatchObject({ text: 'It was a joke', case: { id: caseId } });
    const decision = `${appeals}/${listed.id}/decision`;
    const overturn = { decision: 'overturn' };
    expect((await root.api.post(decision, overturn)).body.code).toBe('CANNOT_DECIDE_OWN_ACTION');
    expect((await third.api.post(decision, overturn)).body.code).toBe('CANNOT_DECIDE_OWN_REPORT');
    expect((await other.api.post(decision, overturn)).body).toMatchObject({
      status: 'overturned',
      action: { lifted_at: expect.any(String) },
    });
    expect((await other.api.post(decision, overturn)).body.code).toBe('MODERATION_APPEAL_DECIDED');
    const subjects = (await eventsOf(caseId)).map(({ subject }) => String(subject).split('.')[3]);
    expect(subjects).toEqual(['reviewed', 'taken', 'lifted']);
    expect((await auditOf(caseId)).map(([event]: [string]) => event)).toEqual([
      'appeal_decided',
      'appealed',
      'action_taken',
    ]);
  });

  test('of a banned user needs the token of the mail', async () => {
    const caseId = await world.reported(alvin, brian);
    const { body } = await decide(root, caseId, { action: 'ban_user' });
    const links = world.tribe.service('social-graph').app.get(LinkTokens, { strict: false });
    const client = world.tribe.client();
    const send = (token: string) => client.post(appeals, { token, text: 'It was a joke' });
    expect((await send('made-up')).body.code).toBe('LINK_INVALID');
    expect((await send(links.tokenOf(appealPurpose, newId()))).body.code).toBe('LINK_INVALID');
    const token = links.tokenOf(appealPurpose, body.id);
    expect(await send(token)).toMatchObject({ status: 201, body: { status: 'pending' } });
    expect((await send(token)).body.code).toBe('MODERATION_APPEAL_EXISTS');
  });
});

describe('an account that is closed for ever', () => {
  const stored = (caseId: string) =>
    world.circle.rows(
      `SELECT c.subject_id, r.reporter_id, r.details, r.excerpt, a.subject_id AS "actionSubject", a.note
         FROM moderation_cases c JOIN reports r ON r.case_id = c.id JOIN moderation_actions a ON a.case_id = c.id
        WHERE c.id = $1`,
      [caseId],
    );
  async function decided() {
    const caseId = await world.reported(alvin, brian);
    await decide(root, caseId, { action: 'warn', note: 'First time' });
    return caseId;
  }
  test('of a reporter leaves an anonymous report, which the export had', async () => {
    const caseId = await decided();
    const exported = await world.erase(brian);
    expect(exported.get('reports')).toMatchObject([{ targetType: 'message', reason: 'spam' }]);
    expect(await stored(caseId)).toMatchObject([{ reporter_id: null, excerpt: 'Buy now' }]);
  });

  test('of a subject leaves no evidence, and the audit without a name', async () => {
    const caseId = await decided();
    const exported = await world.erase(alvin);
    expect(exported.get('moderation_decisions')).toMatchObject([{ kind: 'warn', appeal: null }]);
    expect(JSON.stringify([...exported])).not.toContain(root.id);
    expect(await stored(caseId)).toEqual([
      {
        subject_id: null,
        reporter_id: brian.id,
        details: null,
        excerpt: null,
        actionSubject: null,
        note: null,
      },
    ]);
    expect(await auditOf(caseId)).toEqual([['action_taken', root.id]]);
  });
});
