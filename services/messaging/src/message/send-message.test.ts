import { newId } from '@tribe/service-kit';
import { type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { provenNumbers } from './chain.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });

describe('sending a message (MS-19)', () => {
  test('returns the message with its number and publishes it', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const first = await world.send(brian, id, 'Awesome! Great job!', { client_msg_id: 'first' });

    expect(first).toEqual({
      id: expect.any(String),
      conversation_id: id,
      seq: 1,
      sender: {
        id: brian.id,
        username: brian.username,
        full_name: brian.fullName,
        profile_image_url: null,
      },
      content: 'Awesome! Great job!',
      message_type: 'text',
      is_ai: false,
      attachments: [],
      media_url: null,
      metadata: null,
      reply_to_message: null,
      reply_to_activity: null,
      thread_root_id: null,
      is_in_conversation: true,
      thread: null,
      mentions: { user_ids: [], room: false },
      client_msg_id: 'first',
      is_edited: false,
      is_deleted: false,
      is_hidden: false,
      read_by: [],
      reactions: [],
      is_pinned: false,
      version: 0,
      seen_by_count: 0,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      content_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      attachments_hash: null,
      salt: expect.stringMatching(/^[0-9a-f]{32}$/),
      created_at: expect.any(String),
    });

    const [, sent] = await world.eventsOf(id);
    expect(sent).toMatchObject({
      name: 'MessageSent',
      version: 1,
      data: {
        conversation: { id },
        message: { id: first.id, content: 'Awesome! Great job!', sender: { id: brian.id } },
      },
    });
  });

  test('writes one message, one event and one conversation, whatever the number of participants', async () => {
    const id = await world.group([world.alvin, world.clarie]);
    const counts = () =>
      world.rows(`SELECT (SELECT count(*)::int FROM messages) AS messages,
        (SELECT count(*)::int FROM outbox) AS events,
        (SELECT sum(version + read_seq)::int FROM conversation_participants) AS participants`);
    const [before] = (await counts()) as Loose[];
    await world.send(world.brian, id, 'Hello');
    const [after] = (await counts()) as Loose[];

    expect(after).toEqual({
      messages: before.messages + 1,
      events: before.events + 1,
      participants: before.participants,
    });
  });

  test('shows the message that it replies to', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const question = await world.send(brian, id, 'When?');
    const reply = await world.send(alvin, id, 'At six', { reply_to_message_id: question.id });

    expect(reply.reply_to_message).toEqual({
      id: question.id,
      sender: question.sender,
      content: 'When?',
      message_type: 'text',
      is_ai: false,
      is_deleted: false,
      is_hidden: false,
    });
  });

  test('refuses a reply to a message of another conversation with 404 MESSAGE_NOT_FOUND', async () => {
    const { brian, alvin, clarie } = world;
    const elsewhere = await world.send(brian, await world.direct(brian, clarie), 'Secret');
    const { status, body } = await alvin.post(pathOf(await world.direct(brian, alvin)), {
      content: 'What?',
      client_msg_id: newId(),
      reply_to_message_id: elsewhere.id,
    });
    expect([status, body.code]).toEqual([404, 'MESSAGE_NOT_FOUND']);
  });

  test.each(['', '   ', '\u3164', 'x'.repeat(10_001), 'bell\u0007'])(
    'refuses the content %j with 422',
    async (content) => {
      const id = await world.direct(world.brian, world.alvin);
      const before = await world.written();
      const { status, body } = await world.brian.post(pathOf(id), {
        content,
        client_msg_id: newId(),
      });
      expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(await world.written()).toBe(before);
    },
  );

  test('accepts 10,000 characters, of which an emoji is one', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const content = '🌴'.repeat(10_000);
    expect((await world.send(world.brian, id, content)).content).toBe(content);
  });
});

describe('a repeated send (R35)', () => {
  test('without client_msg_id and Idempotency-Key is refused with 422', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const { status, body } = await world.brian.post(pathOf(id), { content: 'Hello' });
    expect([status, body.code]).toEqual([422, 'CLIENT_MSG_ID_REQUIRED']);
  });

  test.each([
    ['client_msg_id', { client_msg_id: 'again' }, {}],
    ['Idempotency-Key', {}, withKey('again')],
  ])('with the same %s returns the first message with 200', async (_name, fields, options) => {
    const id = await world.direct(world.brian, world.alvin);
    const send = () => world.brian.post(pathOf(id), { content: 'Hello', ...fields }, options);
    const first = await send();
    const before = await world.written();
    const second = await send();

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(await world.written()).toBe(before);
  });

  test.each([
    ['client_msg_id', { client_msg_id: 'other' }, {}, [409, 'CLIENT_MSG_ID_REUSED']],
    ['Idempotency-Key', {}, withKey('other'), [422, 'IDEMPOTENCY_KEY_REUSED']],
  ])('with the same %s and another content is refused', async (_name, fields, options, refusal) => {
    const id = await world.direct(world.brian, world.alvin);
    await world.brian.post(pathOf(id), { content: 'Hello', ...fields }, options);
    const before = await world.written();
    const { status, body } = await world.brian.post(
      pathOf(id),
      { content: 'Goodbye', ...fields },
      options,
    );

    expect([status, body.code]).toEqual(refusal);
    expect(await world.written()).toBe(before);
  });

  test('with the client_msg_id of another sender is a message of its own', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const [his, hers] = [
      await world.send(world.brian, id, 'Hello', { client_msg_id: 'same' }),
      await world.send(world.alvin, id, 'Hello', { client_msg_id: 'same' }),
    ];
    expect(his.id).not.toBe(hers.id);
    expect((await world.history(world.brian, id)).messages[0].client_msg_id).toBeNull();
  });

  test('returns the first message also when the sender may no longer write', async () => {
    const friend = await world.newFriend('hilda');
    const id = await world.direct(world.brian, friend);
    const send = () => world.brian.post(pathOf(id), { content: 'Hello', client_msg_id: 'before' });
    const first = await send();
    await world.block(friend, world.brian);
    const second = await send();

    expect([second.status, second.body.id]).toEqual([200, first.body.id]);
  });
});

describe('concurrent senders (D1, D2)', () => {
  test('number their messages without a gap, each once, in a chain that can be proven', async () => {
    const people = await Promise.all(
      Array.from({ length: 5 }, (_, index) => world.tribe.person(`sender${index}`)),
    );
    for (const person of people) await world.tribe.befriend(world.brian, person);
    await world.tribe.settled();
    const members = [world.alvin, world.clarie, ...people];
    const id = await world.group(members);
    const senders = [world.brian, ...members];

    const sendAll = async (sender: (typeof senders)[number], of: number) => {
      for (let index = 0; index < 50; index += 1) {
        const body = { content: `${of}/${index}`, client_msg_id: `${index}` };
        const repeats = Array.from({ length: 1 + ((of + index) % 3) }, () =>
          sender.post(pathOf(id), body),
        );
        const answers = await Promise.all(repeats);
        expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
        expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(answers.length - 1);
      }
    };

    await Promise.all(senders.map(sendAll));

    const numbers = await provenNumbers(world, id);
    expect(numbers).toEqual(Array.from({ length: 8 * 50 }, (_, index) => index + 1));

    const versions = (await world.eventsOf(id)).map(({ version }) => version);
    expect(versions).toEqual([0, ...numbers]);

    const rows = await world.rows<{ content: string }>(
      'SELECT content FROM messages WHERE conversation_id = $1 ORDER BY seq',
      [id],
    );
    expect(new Set(rows.map(({ content }) => content)).size).toBe(8 * 50);

    // Each sender waits for a message before the next, so theirs are in their order.
    const ofFirst = rows.map(({ content }) => content).filter((text) => text.startsWith('0/'));
    expect(ofFirst).toEqual(Array.from({ length: 50 }, (_, index) => `0/${index}`));
  });
});
