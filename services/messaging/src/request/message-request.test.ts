import { ConversationAccessService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import {
  conversations,
  type Loose,
  MessagingWorld,
  pathOf,
  withoutCoach,
} from '../messaging-world.test-support';

let world: MessagingWorld;
let sender: Person;
let recipient: Person;
let id: string;
let pairs = 0;
beforeAll(async () => {
  world = await MessagingWorld.start({ MESSAGE_REQUEST_LIMIT: '3' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  pairs += 1;
  sender = await world.tribe.person(`sana${pairs}`);
  recipient = await world.tribe.person(`remo${pairs}`);
  await world.tribe.settled();
  await world.openInbox(recipient);
  id = await world.direct(sender, recipient);
});

const requests = '/api/v1/message-requests';
const answer = (person: Person, how: 'accept' | 'decline') =>
  person.post(`${requests}/${id}/${how}`);
const send = (person: Person, clientMsgId = newId()) =>
  person.post(pathOf(id), { content: 'Hello', client_msg_id: clientMsgId });
const codeOf = ({ status, body }: Loose) => [status, body?.code];

async function requestsOf(person: Person): Promise<Loose[]> {
  return (await person.get(requests)).body.message_requests;
}

async function listOf(person: Person): Promise<string[]> {
  const { body } = await person.get(conversations);
  return withoutCoach(body.conversations).map(({ id: listed }) => listed);
}

describe('a message request', () => {
  test('is listed for the recipient with its first messages, and is no conversation of theirs', async () => {
    expect(await requestsOf(recipient)).toEqual([]);
    await world.send(sender, id, 'Hello, we met at the race');
    await world.send(sender, id, 'Shall we train together?');

    expect(await requestsOf(recipient)).toMatchObject([
      {
        conversation_id: id,
        sender: { id: sender.id },
        messages: [
          { content: 'Hello, we met at the race' },
          { content: 'Shall we train together?' },
        ],
      },
    ]);
    expect(await listOf(recipient)).toEqual([]);
    expect(codeOf(await recipient.get(`${conversations}/${id}`))[0]).toBe(404);
    expect(codeOf(await recipient.get(pathOf(id)))[0]).toBe(404);
    expect(codeOf(await send(recipient))[0]).toBe(404);
    const found = await recipient.get('/api/v1/search/messages?q=race');
    expect(found.body.results).toEqual([]);
  });

  test('looks to the sender like any direct conversation', async () => {
    await send(sender);
    expect(await world.conversation(sender, id)).toMatchObject({
      participants: [{ user_id: recipient.id }],
      participants_count: 2,
    });
    expect(await listOf(sender)).toEqual([id]);
  });

  test('has at most three messages, also with concurrent requests, and repeated requests count once', async () => {
    const first = newId();
    await send(sender, first);
    await send(sender, first);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(sender)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409, 409]);
    expect(codeOf(await send(sender))).toEqual([409, 'MESSAGE_REQUEST_PENDING']);
    expect((await send(sender, first)).status).toBe(200);
  });

  test('takes a message once while the conversation changes', async () => {
    await world.rows('BEGIN');
    await world.rows('SELECT FROM message_requests WHERE conversation_id = $1 FOR UPDATE', [id]);
    await world.rows('UPDATE conversations SET version = version + 1 WHERE id = $1', [id]);
    const sending = send(sender);
    await world.untilWaiting(1);
    await world.rows('COMMIT');

    expect((await sending).status).toBe(201);
    for (const status of [201, 201, 409]) expect((await send(sender)).status).toBe(status);
  });

  test('is a conversation of both after it was accepted, with all messages', async () => {
    await send(sender);
    const accepted = await answer(recipient, 'accept');
    expect([accepted.status, accepted.body]).toMatchObject([200, { id, unread_count: 1 }]);
    expect((await answer(recipient, 'accept')).status).toBe(200);

    expect(await requestsOf(recipient)).toEqual([]);
    expect(await listOf(recipient)).toEqual([id]);
    // The sender accepts messages of friends only, and has written first.
    expect((await send(recipient)).status).toBe(201);
    for (let count = 0; count < 4; count += 1) expect((await send(sender)).status).toBe(201);
  });

  test.each([
    ['gives its sender no right to share a location while it waits', async () => undefined, true],
    ['gives its sender none after it was declined', () => answer(recipient, 'decline'), true],
    ['gives its sender the right when it is accepted', () => answer(recipient, 'accept'), false],
  ])('%s', async (_what, change, refused) => {
    await send(sender);
    await change();
    const rpc = (await world.tribe.rpcAs('realtime')).client(ConversationAccessService);
    const access = { conversationId: id, userId: sender.id };
    const asked = await rpc.checkConversationAccess({ ...access, forSending: true });
    expect(asked).toMatchObject({ allowed: true, sendingRefused: refused });
    expect(await rpc.checkConversationAccess(access)).toMatchObject({ sendingRefused: false });
  });

  test('tells the new participant alone of the acceptance', async () => {
    await send(sender);
    await answer(recipient, 'accept');
    const [{ id: participantId } = { id: '' }] = await world.rows<{ id: string }>(
      'SELECT id FROM conversation_participants WHERE conversation_id = $1 AND user_id = $2',
      [id, recipient.id],
    );
    expect(await world.eventsOf(participantId)).toMatchObject([
      {
        name: 'ConversationAccessChanged',
        version: 1,
        data: { accesses: [{ conversation: { id }, lastSeq: 1n, addedUserIds: [recipient.id] }] },
      },
    ]);
    const [created] = await world.eventsOf(id);
    expect(created?.data.participantIds).toEqual([sender.id]);
  });

  test('that was declined looks to the sender like one that waits', async () => {
    await send(sender);
    const before = [await world.conversation(sender, id), await world.history(sender, id)];
    const events = (await world.rows('SELECT FROM outbox')).length;
    expect((await answer(recipient, 'decline')).status).toBe(204);
    expect((await answer(recipient, 'decline')).status).toBe(204);

    expect([await world.conversation(sender, id), await world.history(sender, id)]).toEqual(before);
    expect((await world.rows('SELECT FROM outbox')).length).toBe(events);
    expect([(await send(sender)).status, (await send(sender)).status]).toEqual([201, 201]);
    expect(codeOf(await send(sender))).toEqual([409, 'MESSAGE_REQUEST_PENDING']);
    expect(await requestsOf(recipient)).toEqual([]);
    expect(codeOf(await answer(recipient, 'accept'))).toEqual([404, 'MESSAGE_REQUEST_NOT_FOUND']);
  });

  test('is accepted when the recipient opens the conversation, also after declining it', async () => {
    await answer(recipient, 'decline');
    await world.openInbox(sender);
    expect(await world.direct(recipient, sender)).toBe(id);
    expect(await listOf(recipient)).toEqual([id]);
  });

  test.each(['decline', undefined] as const)(
    'becomes a conversation when the users become friends (answer before: %s)',
    async (before) => {
      await send(sender);
      if (before) await answer(recipient, before);
      await world.tribe.befriend(recipient, sender);
      await world.tribe.settled();
      expect(await listOf(recipient)).toEqual([id]);
      expect(await requestsOf(recipient)).toEqual([]);
    },
  );

  test('of a hidden user does not exist for the recipient', async () => {
    await send(sender);
    await world.block(recipient, sender);
    expect(await requestsOf(recipient)).toEqual([]);
    expect(codeOf(await answer(recipient, 'accept'))).toEqual([404, 'MESSAGE_REQUEST_NOT_FOUND']);
    expect(codeOf(await send(sender))).toEqual([404, 'USER_NOT_FOUND']);
  });

  test('can be answered by its recipient only', async () => {
    for (const person of [sender, world.brian]) {
      expect(codeOf(await answer(person, 'accept'))).toEqual([404, 'MESSAGE_REQUEST_NOT_FOUND']);
      expect(codeOf(await answer(person, 'decline'))).toEqual([404, 'MESSAGE_REQUEST_NOT_FOUND']);
    }
    expect(await requestsOf(world.brian)).toEqual([]);
  });
});

test('refuses further requests of a sender while too many are not accepted, without telling which were declined', async () => {
  const others = await Promise.all(
    ['ola', 'pia', 'quinn', 'rosa', 'sven'].map((name) => world.tribe.person(name)),
  );
  await world.tribe.settled();
  for (const other of others) await world.openInbox(other);
  await answer(recipient, 'decline');

  const answers = await Promise.all(
    others.map((other) =>
      sender.post(conversations, { conversation_type: 'direct', participant_ids: [other.id] }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body.code).toBe('TOO_MANY_MESSAGE_REQUESTS');
});
