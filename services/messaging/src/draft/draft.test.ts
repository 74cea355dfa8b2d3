import { eventually, type Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const pathOf = (id: string) => `${conversations}/${id}/draft`;
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const save = (person: Person, id: string, content: string, updated_at = ago(0), fields = {}) =>
  person.put(pathOf(id), { content, updated_at, ...fields });
const draftOf = async (person: Person, id: string) => (await world.conversation(person, id)).draft;
const sync = async (person: Person, cursor = ''): Promise<Loose> =>
  (await person.get(`/api/v1/sync?cursor=${cursor}`)).body;

/** Returns a cursor from which everything until now is known, also when another transaction keeps the horizon back. */
async function knowsAll(person: Person): Promise<string> {
  let latest = '';

  await eventually(async () => {
    const body = await sync(person, latest);
    latest = body.cursor;
    expect(body).toMatchObject({ reset: false, conversations: [] });
  });

  return latest;
}

describe('a draft', () => {
  test('is shown to its writer alone, in the conversation, the list and GET /sync', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const { id: reply_to_message_id } = await world.send(alvin, id, 'When?');
    const [ofBrian, ofAlvin] = [await knowsAll(brian), await knowsAll(alvin)];
    const at = ago(1);
    const saved = await save(brian, id, 'At si', at, { reply_to_message_id });

    const draft = { content: 'At si', reply_to_message_id, updated_at: at };
    expect([saved.status, saved.body]).toEqual([200, { draft }]);
    const [listed] = (await brian.get(conversations)).body.conversations;
    expect([await draftOf(brian, id), listed.draft]).toEqual([draft, draft]);
    const { conversations: changed } = await sync(brian, ofBrian);
    expect(changed.map(({ conversation }: Loose) => conversation.draft)).toEqual([draft]);

    expect(await draftOf(alvin, id)).toBeNull();
    expect((await sync(alvin, ofAlvin)).conversations).toEqual([]);
  });

  test('that was written later wins, whatever comes first; a time in the future counts as now', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    await save(brian, id, 'Second', ago(10));
    const late = await save(brian, id, 'First', ago(20));
    expect(late.body.draft.content).toBe('Second');

    await save(brian, id, 'From a wrong clock', ago(-3600));
    expect(Date.parse((await draftOf(brian, id)).updated_at)).toBeLessThanOrEqual(Date.now());
    await save(brian, id, 'Third', ago(-7200));
    expect((await draftOf(brian, id)).content).toBe('Third');
  });

  test('ends with a message of its writer, also for drafts from before that arrive later', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const before = ago(1);
    await save(brian, id, 'Hel', before);
    await save(alvin, id, 'Hey', before);
    await world.send(brian, id, 'Hello');

    expect([await draftOf(brian, id), (await draftOf(alvin, id)).content]).toEqual([null, 'Hey']);
    expect((await save(brian, id, 'Hell', ago(0.5))).body).toEqual({ draft: null });
    await world.send(brian, id, 'Hello again');
    expect((await save(brian, id, 'Next', ago(-1))).body.draft.content).toBe('Next');
  });

  test('from before a message is not saved when there was no draft', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const before = ago(1);
    await world.send(brian, id, 'Hello');
    await world.send(alvin, id, 'Hi');
    expect((await save(brian, id, 'Hel', before)).body).toEqual({ draft: null });
    expect((await save(alvin, id, 'H', ago(-1))).body.draft.content).toBe('H');
  });

  test('is deleted with 204, and drafts from before stay deleted', async () => {
    const id = await world.direct(world.brian, world.alvin);
    await save(world.brian, id, 'Hello', ago(10));
    expect((await world.brian.delete(pathOf(id))).status).toBe(204);
    expect(await draftOf(world.brian, id)).toBeNull();
    expect((await save(world.brian, id, 'Hell', ago(5))).body).toEqual({ draft: null });
    expect((await world.brian.delete(pathOf(id))).status).toBe(204);
  });

  test('disappears when its writer leaves, and is not there after a return', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    await save(alvin, id, 'My draft');
    await alvin.delete(`${conversations}/${id}`);
    const stored = await world.rows(
      'SELECT FROM conversation_participants WHERE conversation_id = $1 AND draft_content IS NOT NULL',
      [id],
    );
    expect(stored).toEqual([]);
    await brian.post(`${conversations}/${id}/participants`, { participant_ids: [alvin.id] });
    expect(await draftOf(alvin, id)).toBeNull();
  });

  test('of others, and replies to messages that the writer does not see, are refused and write nothing', async () => {
    const { brian, alvin, clarie, dorcas } = world;
    const id = await world.group([alvin]);
    const unseen = await world.send(brian, id, 'Before');
    await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
    const reply = { reply_to_message_id: unseen.id };
    const [stranger, reader] = [
      await save(dorcas, id, 'Hello'),
      await save(clarie, id, 'Hello', ago(0), reply),
    ];

    expect([stranger.body.code, reader.body.code]).toEqual([
      'CONVERSATION_NOT_FOUND',
      'MESSAGE_NOT_FOUND',
    ]);
    expect(await draftOf(clarie, id)).toBeNull();
  });
});
