import { OwnPersonalData } from '@tribe/personal-data';
import { dayMs } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { mayKnowTheId, rowsThatMention as rowsIn, stores } from './stored-rows';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
});
afterAll(() => tribe.stop());

const minute = 60_000;
const logIn = ({ email, password }: Person) =>
  tribe.client().post('/api/v1/auth/login', { email, password });
const rowsThatMention = (words: readonly string[]) => rowsIn(tribe, words);
const remove = (person: Person) => person.delete('/api/v1/settings/delete-account');

/** Returns the token in the newest mail to an address. */
async function mailedToken(email: string, subject: string): Promise<string> {
  await tribe.settled();
  return tribe.mailbox.tokenTo(email, subject) ?? '';
}

/** Creates a dead letter. */
async function createDeadLetter(subject: string, text: string): Promise<void> {
  for (const { name } of stores) {
    const db = await tribe.db(name);
    await db.query(
      `INSERT INTO dead_letters (durable, event_id, subject, headers, payload, stream_seq, error, tries)
       VALUES ('a-durable-v1', gen_random_uuid(), $1, '{}', convert_to($2, 'UTF8'), 1, 'broken', 1)`,
      [subject, text],
    );
  }
}

/** Returns the subjects of the dead letters that mention a user, by service. */
async function deadLettersAbout({ id }: Person): Promise<string[][]> {
  const sql = `SELECT subject FROM dead_letters WHERE position(convert_to($1, 'UTF8') IN payload) > 0`;
  return Promise.all(
    stores.map(async ({ name }) =>
      (await (await tribe.db(name)).query(sql, [id])).rows.map(({ subject }) => subject),
    ),
  );
}

test('every service with a schema declares personal data', () => {
  const services = stores.map(({ name }) => name).filter((name) => name !== 'identity');
  for (const name of services)
    expect(tribe.service(name).app.get(OwnPersonalData).source).toBeDefined();
});

test('a deleted account is closed immediately, and completely restored with the mailed link', async () => {
  const [leaver, friend] = [await tribe.person('leaver'), await tribe.person('friend')];
  await tribe.befriend(leaver, friend);
  await tribe.settled();
  const socket = await leaver.socket();
  tribe.clock.advance(11 * minute);
  expect((await remove(leaver)).body.code).toBe('RECENT_AUTHENTICATION_REQUIRED');
  expect((await leaver.post('/api/v1/auth/step-up', { password: leaver.password })).status).toBe(
    200,
  );
  const { status, body } = await remove(leaver);
  expect(status).toBe(202);
  const daysLeft = (Date.parse(body.erased_after) - tribe.clock.now().getTime()) / dayMs;
  expect(daysLeft).toBeCloseTo(30, 3);
  await socket.closed();
  await tribe.settled();
  expect((await leaver.get('/api/v1/auth/me')).status).toBe(401);
  expect((await logIn(leaver)).body.code).toBe('INVALID_CREDENTIALS');
  expect((await friend.get(`/api/v1/users/${leaver.id}`)).status).toBe(404);
  expect((await friend.get('/api/v1/friends')).body.friends).toEqual([]);

  const token = await mailedToken(leaver.email, 'Your account is closed');
  expect((await tribe.client().post('/api/v1/auth/restore-account', { token })).status).toBe(204);
  await tribe.settled();
  expect((await logIn(leaver)).status).toBe(200);
  const { body: friends } = await friend.get('/api/v1/friends');
  expect(friends.friends.map(({ id }: { id: string }) => id)).toEqual([leaver.id]);
  const again = await tribe.client().post('/api/v1/auth/restore-account', { token });
  expect(again.body.code).toBe('LINK_INVALID');
});

test('thirty days after deletion, no personal data remains, the data of other users is unaffected, and there is a receipt', async () => {
  const [gone, partner] = [await tribe.person('Zebedayo'), await tribe.person('partner')];
  await tribe.befriend(gone, partner);
  await tribe.settled();
  const goal = { target_type: 'amount', target_amount: 300, target_currency: 'USD' };
  const own = await gone.post('/api/v1/goals', {
    ...goal,
    title: 'Quiet savings',
    goal_type: 'individual',
  });
  const shared = await gone.post('/api/v1/goals', {
    ...goal,
    title: 'Trip to Lamu',
    goal_type: 'group',
    participant_ids: [partner.id],
  });
  const note = 'From my secret stash';
  const given = await gone.post(`/api/v1/goals/${shared.body.id}/contributions`, {
    amount: 120,
    note,
  });
  expect([own.status, shared.status, given.status]).toEqual([201, 201, 201]);
  const chat = await gone.post('/api/v1/conversations', {
    conversation_type: 'direct',
    participant_ids: [partner.id],
  });
  const messages = `/api/v1/conversations/${chat.body.id}/messages`;
  const secret = { content: 'Meet me at the silent pier', client_msg_id: 'secret' };
  expect((await gone.post(messages, secret)).status).toBe(201);
  const invited = await gone.post('/api/v1/partnerships', { kind: 'duo', user_id: partner.id });
  expect((await partner.put(`/api/v1/partnerships/${invited.body.id}/accept`)).status).toBe(200);
  const group = await gone.post('/api/v1/groups', { name: 'Dawn runners of Zebedayo' });
  expect(group.status).toBe(201);
  const system = await gone.post('/api/v1/systems', { title: 'Secret stretches' });
  const at = { client_id: 'phone-1', checked_in_at: tribe.clock.now().toISOString() };
  const checkedIn = await gone.post(`/api/v1/systems/${system.body.id}/checkins`, at);
  const reflected = await gone.post('/api/v1/reflections', { content: 'A hidden thought' });
  expect([system.status, checkedIn.status, reflected.status]).toEqual([201, 201, 201]);
  // A check-in of the partner that the user has asked about.
  const theirs = await partner.post('/api/v1/systems', {
    title: 'Read',
    verification_required: true,
  });
  const path = `/api/v1/systems/${theirs.body.id}/checkins`;
  const asked = await partner.post(path, at);
  await tribe.settled();
  const question = { question: 'Which hidden page?' };
  expect((await gone.post(`${path}/${asked.body.id}/query`, question)).status).toBe(200);
  const item = `/api/v1/shared/checkin/${asked.body.id}`;
  const comment = { content: 'Such a hidden page' };
  expect((await gone.post(`${item}/comments`, comment)).status).toBe(201);
  expect((await gone.put(`${item}/reaction`, { emoji: '👏' })).status).toBe(200);
  const likes = {
    location_neighborhood: 'Quiet Heights',
    preferences: [{ category: 'Secret gardens' }],
  };
  expect((await gone.put('/api/v1/users/preferences', likes)).status).toBe(200);
  for (const path of ['second-factor', 'passkeys/options'])
    expect((await gone.post(`/api/v1/auth/${path}`)).status).toBe(201);
  await tribe.settled();
  const traces = [
    gone.username,
    gone.email,
    gone.fullName,
    note,
    likes.location_neighborhood,
    'Secret gardens',
    comment.content,
    secret.content,
  ];
  expect(await rowsThatMention(traces)).not.toEqual([]);
  const [news, farewell] = ['tribe.some.event.v1', 'tribe.identity.user.erased.v1'];
  for (const { id, fullName } of [gone, partner])
    await createDeadLetter(news, `\u0012 ${id} \u0010 ${fullName}`);
  await createDeadLetter(farewell, gone.id);

  expect((await remove(gone)).status).toBe(202);
  const token = await mailedToken(gone.email, 'Your account is closed');
  tribe.clock.advance(30 * dayMs + 1);
  await eventually(async () => {
    const { rows } = await (
      await tribe.db('identity')
    ).query('SELECT completed_at FROM erasures WHERE user_id = $1', [gone.id]);
    expect(rows).toEqual([{ completed_at: expect.any(Date) }]);
  });
  await tribe.settled();

  expect(await rowsThatMention(traces)).toEqual([]);
  // The dead letters about the erasure must remain, because their services still have to handle them.
  expect(await deadLettersAbout(gone)).toEqual(stores.map(() => [farewell]));
  expect(await deadLettersAbout(partner)).toEqual(stores.map(() => [news]));
  const knowing = new Set((await rowsThatMention([gone.id])).map(({ table }) => table));
  expect([...knowing].filter((table) => !mayKnowTheId.test(table))).toEqual([]);
  expect((await tribe.client().post('/api/v1/auth/restore-account', { token })).body.code).toBe(
    'LINK_INVALID',
  );
  const { body: session } = await logIn(partner);
  const partnerLater = tribe.client({ token: session.access_token });
  expect((await partnerLater.get(`/api/v1/goals/${shared.body.id}`)).body).toMatchObject({
    title: 'Trip to Lamu',
    current_amount: 120,
    creator_id: partner.id,
  });
  expect((await partnerLater.get(`/api/v1/partnerships/${invited.body.id}`)).body.status).toBe(
    'dissolved',
  );
  expect((await partnerLater.get(messages)).body.messages).toMatchObject([
    { sender: null, content: null, is_deleted: true },
  ]);
  const { body: remaining } = await partnerLater.get('/api/v1/notifications');
  expect(
    remaining.notifications.map(
      ({ notification_type }: { notification_type: string }) => notification_type,
    ),
  ).toContain('partnership_dissolved');

  const { rows: reports } = await (
    await tribe.db('identity')
  ).query(
    `SELECT service, counts FROM erasure_reports JOIN erasures ON id = erasure_id WHERE user_id = $1 ORDER BY service`,
    [gone.id],
  );
  expect(reports.map(({ service }) => service)).toEqual(stores.map(({ name }) => name).sort());
  const counts = Object.fromEntries(reports.map((report) => [report.service, report.counts]));
  expect(counts).toMatchObject({
    goals: {
      goals_deleted: 1,
      goals_handed_over: 1,
      notes_erased: 1,
      systems_deleted: 1,
      reflections_deleted: 1,
      verifications_anonymized: 1,
    },
    identity: { accounts: 1 },
    // The chats with a friend and with the partner, and the conversation with the coach.
    messaging: { messages_deleted: 1, messages_erased: 1, conversations_left: 3 },
    'social-graph': { friendships: 1, partnerships: 1 },
  });
});

test('a service that is unavailable during an erasure erases when it is available again', async () => {
  const late = await tribe.person('Tardiana');
  await late.post('/api/v1/goals', {
    title: 'Left behind',
    goal_type: 'individual',
    target_type: 'boolean',
  });
  await tribe.settled();
  expect((await remove(late)).status).toBe(202);
  await tribe.settled();
  await tribe.stopService('goals');
  tribe.clock.advance(30 * dayMs + 1);
  const completed = async () => {
    const { rows } = await (
      await tribe.db('identity')
    ).query('SELECT completed_at IS NOT NULL AS done FROM erasures WHERE user_id = $1', [late.id]);
    return rows[0]?.done;
  };
  await eventually(async () => expect(await completed()).toBe(false));
  await tribe.startService('goals');
  await eventually(async () => expect(await completed()).toBe(true));
  expect(await rowsThatMention(['Tardiana', 'Left behind'])).toEqual([]);
});

test('the reason of a ban is erased with the user, also from the log of the admin', async () => {
  const [person, judge] = [await tribe.person('pardoned'), await tribe.admin('pardoner')];
  const reason = 'Sold maps of the quiet heights';
  const path = `/api/v1/admin/users/${person.id}`;
  expect((await judge.post(`${path}/ban`, { reason })).status).toBe(200);
  expect((await judge.post(`${path}/unban`)).status).toBe(200);
  const { body } = await logIn(person);
  const back = tribe.client({ token: body.access_token });
  expect((await back.delete('/api/v1/settings/delete-account')).status).toBe(202);
  await tribe.settled();
  expect(await rowsThatMention([reason])).toHaveLength(2);
  tribe.clock.advance(30 * dayMs + 1);
  await eventually(async () => expect(await rowsThatMention([reason])).toEqual([]));
});

test('a ban and a deletion do not cancel each other', async () => {
  const person = await tribe.person('troublemaker');
  const judge = await tribe.admin('overseer');
  expect((await remove(person)).status).toBe(202);
  const token = await mailedToken(person.email, 'Your account is closed');
  const restore = () => tribe.client().post('/api/v1/auth/restore-account', { token });
  const ban = { reason: 'spam' };
  expect((await judge.post(`/api/v1/admin/users/${person.id}/ban`, ban)).status).toBe(200);
  expect((await restore()).body.code).toBe('LINK_INVALID');
  expect((await judge.post(`/api/v1/admin/users/${person.id}/unban`)).status).toBe(200);
  expect((await logIn(person)).body.code).toBe('INVALID_CREDENTIALS');
  expect((await restore()).status).toBe(204);
  expect((await logIn(person)).status).toBe(200);
});
