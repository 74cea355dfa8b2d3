import { dayMs } from '@tribe/service-kit';
import { LocalIssuer, type Person, startTribe, eventually, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { found, PhonePeople } from '../contacts/phone-people';
import { mayKnowTheId, rowsThatMention } from './stored-rows';

let issuer: LocalIssuer;
let tribe: Tribe;
beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({ services: allServices, env: issuer.environment });
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

let sent = 0;

async function made(answer: Promise<{ status: number; body: { id: string } }>): Promise<string> {
  const { status, body } = await answer;
  expect([200, 201]).toContain(status);

  return body.id;
}

const send = (by: Person, chat: string, content: string, fields: object = {}) =>
  made(
    by.post(`/api/v1/conversations/${chat}/messages`, {
      content,
      client_msg_id: `message-${(sent += 1)}`,
      ...fields,
    }),
  );

/** Leaves messages, an edit, a deletion, a reaction, a pin and a reply in a conversation; returns the texts. */
async function chatIn(chat: string, gone: Person, friend: Person): Promise<string[]> {
  const path = `/api/v1/conversations/${chat}`;
  const texts = ['A hushed plan', 'A hushed change', 'A hushed slip'] as const;
  const planned = await send(gone, chat, texts[0]);
  expect((await gone.put(`${path}/messages/${planned}`, { content: texts[1] })).status).toBe(200);
  const slip = await send(gone, chat, texts[2]);
  expect((await gone.delete(`${path}/messages/${slip}`)).status).toBe(204);
  const answer = await send(friend, chat, 'Good plan', { reply_to_message_id: planned });
  const reaction = `${path}/messages/${answer}/reactions/${encodeURIComponent('👏')}`;
  expect((await gone.put(reaction)).status).toBe(200);
  expect((await friend.post(`${path}/messages/${planned}/pin`)).status).toBe(200);
  expect((await gone.post(`${path}/read`, {})).status).toBe(200);

  return [...texts];
}

/** Leaves a match of contacts, requests, invitations and a membership with other users. */
async function relate(gone: Person, friend: Person): Promise<void> {
  const people = new PhonePeople(tribe, issuer);
  const number = people.newNumber();
  await people.show(gone, number);
  await people.letFind(gone);
  await people.show(friend, people.newNumber());
  await people.letFind(friend);
  expect(await found(friend, number)).toEqual([gone.id]);

  const stranger = await people.person();
  await tribe.befriend(friend, stranger);
  await tribe.settled();
  await made(gone.post('/api/v1/friends/requests', { user_id: stranger.id }));
  await made(friend.post('/api/v1/settings/muted-users', { user_id: gone.id }));

  const open = { name: 'Runners', privacy_level: 'public', require_approval: false };
  const runners = await made(friend.post('/api/v1/groups', open));
  expect((await gone.post(`/api/v1/groups/${runners}/join`)).status).toBe(200);
  const asking = await made(friend.post('/api/v1/groups', { ...open, require_approval: true }));
  expect((await gone.post(`/api/v1/groups/${asking}/join`)).status).toBeLessThan(300);
  const member = `/api/v1/groups/${runners}/members/${gone.id}`;
  expect((await friend.put(member, { role: 'moderator' })).status).toBe(200);
  const guest = await people.person();
  await tribe.befriend(gone, guest);
  await tribe.settled();
  await made(gone.post(`/api/v1/groups/${runners}/invites`, { user_id: guest.id }));
  await made(gone.post('/api/v1/partnerships', { kind: 'accountability', user_id: friend.id }));
}

test('an erased user leaves no trace in the conversations, contacts and relations of others', async () => {
  const [gone, friend] = [await tribe.person('Nyirabahizi'), await tribe.person('friend')];
  await tribe.befriend(gone, friend);
  await tribe.settled();
  const crew = { conversation_type: 'group', name: 'Crew', participant_ids: [gone.id] };
  const chat = await made(friend.post('/api/v1/conversations', crew));
  const texts = await chatIn(chat, gone, friend);
  await relate(gone, friend);
  await tribe.settled();
  const traces = [gone.username, gone.email, gone.fullName, ...texts];
  expect(await rowsThatMention(tribe, traces)).not.toEqual([]);

  expect((await gone.delete('/api/v1/settings/delete-account')).status).toBe(202);
  await tribe.settled();
  tribe.clock.advance(30 * dayMs + 1);
  const identity = await tribe.db('identity');
  await eventually(async () => {
    const sql = 'SELECT completed_at IS NOT NULL AS done FROM erasures WHERE user_id = $1';
    expect((await identity.query(sql, [gone.id])).rows).toEqual([{ done: true }]);
  });
  await tribe.settled();

  expect(await rowsThatMention(tribe, traces)).toEqual([]);
  const knowing = new Set((await rowsThatMention(tribe, [gone.id])).map(({ table }) => table));
  expect([...knowing].filter((table) => !mayKnowTheId.test(table))).toEqual([]);
});
