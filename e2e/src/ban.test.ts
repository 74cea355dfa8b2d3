import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
});
afterAll(() => tribe.stop());

test('a banned user is disconnected and invisible to others until the ban is lifted', async () => {
  const admin = await tribe.admin();
  await tribe.befriend(brian, alvin);
  await tribe.settled();
  const goal = { title: 'Trip', goal_type: 'group', participant_ids: [alvin.id] };
  const { body: trip } = await brian.post('/api/v1/goals', goal);
  const socket = await alvin.socket();
  expect((await alvin.get('/api/v1/goals')).body.goals).toHaveLength(1);

  expect((await admin.post(`/api/v1/admin/users/${alvin.id}/ban`, { reason: 'Spam' })).status).toBe(
    200,
  );
  await socket.closed();
  await eventually(async () => (await alvin.get('/api/v1/goals')).body.code === 'SESSION_REVOKED');
  await expect(alvin.socket()).rejects.toThrow();
  await tribe.settled();

  expect((await brian.get('/api/v1/friends')).body.friends).toEqual([]);
  expect((await brian.get(`/api/v1/users/${alvin.id}`)).status).toBe(404);
  expect(
    (await brian.post('/api/v1/friends/requests', { user_id: alvin.id })).status,
  ).toBeGreaterThanOrEqual(400);
  const { participants } = (await brian.get(`/api/v1/goals/${trip.id}`)).body;
  expect(JSON.stringify(participants)).not.toContain(alvin.username);

  expect((await admin.post(`/api/v1/admin/users/${alvin.id}/unban`)).status).toBe(200);
  await tribe.settled();
  const { body: back } = await tribe
    .client()
    .post('/api/v1/auth/login', { email: alvin.email, password: alvin.password });
  expect(
    (await tribe.client({ token: back.access_token }).get('/api/v1/goals')).body.goals,
  ).toHaveLength(1);
  expect((await brian.get('/api/v1/friends')).body.friends).toMatchObject([{ id: alvin.id }]);
});

test('the gateway refuses admin endpoints to other users', async () => {
  const answer = await brian.get('/api/v1/admin/users');
  expect(answer).toMatchObject({ status: 403, body: { code: 'PERMISSION_DENIED' } });
  expect(
    (
      await tribe
        .client({ token: brian.accessToken, service: 'identity' })
        .get('/api/v1/admin/users')
    ).status,
  ).toBe(403);
  expect((await (await tribe.admin()).get('/api/v1/admin/users')).status).toBe(200);
});

test('privacy settings take effect in all services', async () => {
  await brian.put('/api/v1/settings/privacy', {
    profile_visibility: 'private',
    who_can_send_friend_requests: 'no_one',
  });
  await tribe.settled();
  for (const service of ['social-graph', 'goals', 'notifications']) {
    const { rows } = await (
      await tribe.db(service)
    ).query(
      'SELECT profile_visibility, who_can_send_friend_requests FROM user_cards WHERE user_id = $1',
      [brian.id],
    );
    expect(rows).toEqual([
      { profile_visibility: 'private', who_can_send_friend_requests: 'no_one' },
    ]);
  }
});

test('a reported user is banned by a moderator, hears of it by mail and appeals without logging in', async () => {
  const [reporter, subject] = [await tribe.person('hilda'), await tribe.person('ivan')];
  const [moderator, other] = [
    await tribe.admin('mona', 'moderator'),
    await tribe.admin('nils', 'moderator'),
  ];
  await tribe.settled();
  const verification = tribe.mailbox.tokenTo(subject.email);
  await subject.post('/api/v1/auth/verify-email', { token: verification });
  await tribe.befriend(reporter, subject);
  await tribe.settled();
  const { body: direct } = await subject.post('/api/v1/conversations', {
    conversation_type: 'direct',
    participant_ids: [reporter.id],
  });
  const sent = await subject.post(`/api/v1/conversations/${direct.id}/messages`, {
    content: 'Buy now',
    client_msg_id: 'first',
  });

  const report = { target_type: 'message', target_id: sent.body.id, reason: 'harassment' };
  expect((await reporter.post('/api/v1/reports', report)).status).toBe(201);
  const { body: queue } = await moderator.get('/api/v1/moderation/cases');
  const [reported] = queue.cases;
  expect(reported).toMatchObject({ target_id: sent.body.id, subject: { id: subject.id } });
  const path = `/api/v1/moderation/cases/${reported.id}`;
  expect((await moderator.get(`${path}/context`)).body.lines).toMatchObject([{ text: 'Buy now' }]);

  const socket = await subject.socket();
  expect((await moderator.post(`${path}/actions`, { action: 'delete_content' })).status).toBe(201);
  expect((await moderator.post(`${path}/actions`, { action: 'ban_user' })).status).toBe(201);
  await socket.closed();
  await tribe.settled();
  const { body: inbox } = await reporter.get('/api/v1/notifications?filter=system');
  expect(inbox.notifications).toMatchObject([{ notification_type: 'report_reviewed' }]);
  const history = await reporter.get(`/api/v1/conversations/${direct.id}/messages`);
  expect(history.body.messages[0]).toMatchObject({ id: sent.body.id, content: null });

  const token = tribe.mailbox.tokenTo(subject.email);
  const appeal = { token, text: 'It was a joke between friends' };
  expect((await tribe.client().post('/api/v1/moderation/appeals', appeal)).status).toBe(201);
  const { body: pending } = await other.get('/api/v1/moderation/appeals');
  const decision = `/api/v1/moderation/appeals/${pending.appeals[0].id}/decision`;
  expect((await moderator.post(decision, { decision: 'overturn' })).status).toBe(403);
  expect((await other.post(decision, { decision: 'overturn' })).status).toBe(200);
  await tribe.settled();
  const returned = await subject.logIn();
  const { body: notices } = await returned.get('/api/v1/notifications?filter=system');
  expect(
    notices.notifications.map(
      ({ notification_type }: { notification_type: string }) => notification_type,
    ),
  ).toEqual(['appeal_decided', 'moderation_decision', 'moderation_decision']);
});
