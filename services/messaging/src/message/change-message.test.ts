import type { Person } from '@tribe/testing';
import { type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { provenNumbers } from './chain.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const edit = (person: Person, id: string, message: Loose, content = 'Changed') =>
  person.put(`${pathOf(id)}/${message.id}`, { content });
const remove = (person: Person, id: string, message: Loose) =>
  person.delete(`${pathOf(id)}/${message.id}`);
const refusalOf = ({ status, body }: Loose) => [status, body.code];

describe('editing a message (MS-24)', () => {
  test('replaces the content, keeps the former one and is an entry of the chain', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const sent = await world.send(brian, id, 'First');
    const edited = await edit(brian, id, sent, 'Second');
    await edit(brian, id, sent, 'Third');

    expect(edited.status).toBe(200);
    const [shown] = (await world.history(alvin, id)).messages;
    expect(shown).toMatchObject({
      id: sent.id,
      seq: sent.seq,
      hash: sent.hash,
      content_hash: sent.content_hash,
      content: 'Third',
      is_edited: true,
    });
    const edits = await world.rows(
      'SELECT previous_content FROM message_edits WHERE message_id = $1 ORDER BY seq',
      [sent.id],
    );
    expect(edits).toEqual([{ previous_content: 'First' }, { previous_content: 'Second' }]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      name: 'MessageEdited',
      version: sent.seq + 2,
      data: { messageId: sent.id, senderId: brian.id, content: 'Third' },
    });
    await provenNumbers(world, id);
  });

  test('to the same content writes nothing', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Same');
    const before = await world.written();
    expect((await edit(world.brian, id, sent, 'Same')).status).toBe(200);
    expect(await world.written()).toBe(before);
  });

  test('keeps all former contents when several edits come at the same time', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, '0');
    const contents = ['1', '2', '3', '4', '5'];
    await Promise.all(contents.map((content) => edit(world.brian, id, sent, content)));
    const edits = await world.rows<{ previous_content: string }>(
      'SELECT previous_content FROM message_edits WHERE message_id = $1',
      [sent.id],
    );
    const [{ content }] = (await world.history(world.brian, id)).messages;
    const all = [...edits.map(({ previous_content }) => previous_content), content];
    expect(all.toSorted()).toEqual(['0', ...contents]);
    await provenNumbers(world, id);
  });

  test('is refused with 409 EDIT_WINDOW_EXPIRED after 15 minutes', async () => {
    const id = await world.direct(world.brian, await world.newFriend('kim'));
    const sent = await world.send(world.brian, id, 'Old');
    await world.rows(
      "UPDATE messages SET created_at = created_at - interval '15 minutes 1 second' WHERE id = $1",
      [sent.id],
    );
    const before = await world.written();
    expect(refusalOf(await edit(world.brian, id, sent))).toEqual([409, 'EDIT_WINDOW_EXPIRED']);
    expect(await world.written()).toBe(before);
  });

  test('is refused to the recipient with 403, and to strangers with 404', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Mine');
    expect(refusalOf(await edit(world.alvin, id, sent))).toEqual([403, 'PERMISSION_DENIED']);
    expect(refusalOf(await edit(world.dorcas, id, sent))).toEqual([404, 'CONVERSATION_NOT_FOUND']);
  });

  test('is refused like a new message after a block', async () => {
    const friend = await world.newFriend('hilda');
    const id = await world.direct(world.brian, friend);
    const sent = await world.send(world.brian, id, 'Hello');
    await world.block(friend, world.brian);
    expect(refusalOf(await edit(world.brian, id, sent))).toEqual([404, 'USER_NOT_FOUND']);
  });

  test('makes a repeated send of the first content return the message', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const fields = { content: 'Hello', client_msg_id: 'edited-later' };
    const sent = (await world.brian.post(pathOf(id), fields)).body;
    await edit(world.brian, id, sent);
    const again = await world.brian.post(pathOf(id), fields);
    expect([again.status, again.body.content]).toEqual([200, 'Changed']);
  });
});

describe('deleting a message (MS-25)', () => {
  test('leaves a tombstone with the user and the right, and is an entry of the chain', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const sent = await world.send(brian, id, 'Oops');
    await world.send(alvin, id, 'What?', { reply_to_message_id: sent.id });
    expect((await remove(brian, id, sent)).status).toBe(204);
    const [reply, deleted] = (await world.history(alvin, id)).messages;

    expect(deleted).toMatchObject({
      id: sent.id,
      content: null,
      salt: null,
      is_deleted: true,
      hash: sent.hash,
      content_hash: sent.content_hash,
    });
    expect(reply.reply_to_message).toMatchObject({ content: null, is_deleted: true });
    const tombstones = await world.rows(
      'SELECT deleted_by, deleted_as FROM message_tombstones WHERE message_id = $1',
      [sent.id],
    );
    expect(tombstones).toEqual([{ deleted_by: brian.id, deleted_as: 'sender' }]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      name: 'MessageDeleted',
      version: reply.seq + 1,
      data: { messageId: sent.id, deletedBy: brian.id },
    });
    await provenNumbers(world, id);
  });

  test('again writes nothing, and an edit of it is refused with 409', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Oops');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => remove(world.brian, id, sent)),
    );
    const before = await world.written();

    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(204));
    expect((await remove(world.brian, id, sent)).status).toBe(204);
    expect(refusalOf(await edit(world.brian, id, sent))).toEqual([409, 'MESSAGE_DELETED']);
    expect(await world.written()).toBe(before);
    await provenNumbers(world, id);
  });

  test('of others is for the owner and admins of a group', async () => {
    const id = await world.group([world.alvin, world.clarie]);
    const sent = await world.send(world.alvin, id, 'Spam');
    expect(refusalOf(await remove(world.clarie, id, sent))).toEqual([403, 'PERMISSION_DENIED']);
    expect((await remove(world.brian, id, sent)).status).toBe(204);
    expect(
      await world.rows('SELECT deleted_as FROM message_tombstones WHERE message_id = $1', [
        sent.id,
      ]),
    ).toEqual([{ deleted_as: 'owner' }]);
  });

  test('is possible in a direct conversation after a block', async () => {
    const friend = await world.newFriend('ivan');
    const id = await world.direct(world.brian, friend);
    const sent = await world.send(world.brian, id, 'Hello');
    await world.block(friend, world.brian);
    expect((await remove(world.brian, id, sent)).status).toBe(204);
  });

  test('makes it no longer unread', async () => {
    const friend = await world.newFriend('jane');
    const id = await world.direct(world.brian, friend);
    const sent = await world.send(world.brian, id, 'Oops');
    expect((await world.conversation(friend, id)).unread_count).toBe(1);
    await remove(world.brian, id, sent);
    expect((await world.conversation(friend, id)).unread_count).toBe(0);
  });
});

test('a message of another conversation is not found', async () => {
  const sent = await world.send(world.brian, await world.direct(world.brian, world.clarie), 'Hi');
  const id = await world.direct(world.brian, world.alvin);
  for (const answer of [await edit(world.brian, id, sent), await remove(world.brian, id, sent)])
    expect(refusalOf(answer)).toEqual([404, 'MESSAGE_NOT_FOUND']);
});
