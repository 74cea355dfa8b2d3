import { MessageRecipientsService, UserErasedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { dayMs, newId } from '@tribe/service-kit';
import { eventually, type Person } from '@tribe/testing';
import { type Loose, MessagingWorld } from '../messaging-world.test-support';
import { maxMutedWords } from './muted-word.rules';

let world: MessagingWorld;
let group: string;
beforeAll(async () => {
  world = await MessagingWorld.start();
  group = await world.group([world.alvin, world.clarie]);
});
afterAll(() => world.stop());
beforeEach(() => world.rows('DELETE FROM muted_words'));

const path = '/api/v1/muted-words';
const mute = (person: Person, phrase: string, fields: object = {}) =>
  person.post(path, { phrase, ...fields });
const listOf = async (person: Person) => (await person.get(path)).body.muted_words as Loose[];
const refusalOf = ({ status, body }: Loose) => [status, body.code];
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

async function recipientsOf(content: string, fields: object = {}): Promise<string[]> {
  const { id: messageId } = await world.send(world.brian, group, content, fields);
  const rpc = (await world.tribe.rpcAs('notifications')).client(MessageRecipientsService);
  return (await rpc.listMessageRecipients({ messageId, limit: 500 })).userIds;
}

describe('a muted word (D18)', () => {
  test('keeps its user from notifications, not the others, and the message counts as unread', async () => {
    const { alvin, clarie } = world;
    await mute(alvin, 'Finále');
    await clarie.post(`/api/v1/conversations/${group}/read`, {});
    await alvin.post(`/api/v1/conversations/${group}/read`, {});

    expect(await recipientsOf('The FINALE is today')).toEqual([clarie.id]);
    expect((await world.conversation(alvin, group)).unread_count).toBe(1);
    expect(await recipientsOf('The finalists are here')).toContain(alvin.id);
  });

  test('does not keep a user from messages that mention them by name', async () => {
    const { alvin } = world;
    await mute(alvin, 'finale');
    expect(await recipientsOf(`The finale, @${alvin.username}!`)).toContain(alvin.id);
    expect(await recipientsOf('The finale, @room!')).not.toContain(alvin.id);
  });

  test('has effect until its end, or until it is removed', async () => {
    const { alvin } = world;
    const { body } = await mute(alvin, 'finale', { until: inDays(1) });
    expect(body.until).not.toBeNull();
    await world.rows(`UPDATE muted_words SET muted_until = now() - interval '1 second'`);
    expect(await recipientsOf('The finale')).toContain(alvin.id);
    expect(await listOf(alvin)).toEqual([]);

    const { body: muted } = await mute(alvin, 'finale');
    expect(await recipientsOf('The finale')).not.toContain(alvin.id);
    expect((await alvin.delete(`${path}/${muted.id}`)).status).toBe(204);
    expect(await recipientsOf('The finale')).toContain(alvin.id);
  });

  test('is one with the same word in another spelling, whose end it changes', async () => {
    const first = await mute(world.alvin, 'finale');
    const second = await mute(world.alvin, 'FINÁLE', { until: inDays(1) });
    expect([first.status, second.status, second.body.id]).toEqual([201, 200, first.body.id]);
    expect(await listOf(world.alvin)).toMatchObject([{ phrase: 'FINÁLE' }]);
    expect(await listOf(world.clarie)).toEqual([]);
  });

  test('is refused above 50, with an end that has passed, and is not removed by other users', async () => {
    const { alvin, clarie } = world;
    const { body } = await mute(alvin, 'finale');
    await world.rows(
      `INSERT INTO muted_words (id, user_id, phrase, folded, created_at)
       SELECT gen_random_uuid(), $1, n, ' ' || n || ' ', now() FROM generate_series(2, $2::int) n`,
      [alvin.id, maxMutedWords],
    );
    expect(refusalOf(await mute(alvin, 'another'))).toEqual([409, 'TOO_MANY_MUTED_WORDS']);
    expect((await mute(alvin, 'finale')).status).toBe(200);
    const passed = await mute(clarie, 'finale', { until: inDays(-1) });
    expect(refusalOf(passed)).toEqual([422, 'MUTE_END_PASSED']);
    expect(refusalOf(await clarie.delete(`${path}/${body.id}`))).toEqual([
      404,
      'MUTED_WORD_NOT_FOUND',
    ]);
    expect([(await listOf(alvin)).length, (await listOf(clarie)).length]).toEqual([50, 0]);
  });

  test('is exported, and erased with its user', async () => {
    const person = await world.newFriend('ezra');
    await mute(person, 'finale');
    const { source } = world.tribe.service('messaging').app.get(OwnPersonalData);
    const exported: Loose[] = [];
    for await (const { section, rows } of source.exportFor(person.id))
      if (section === 'muted_words') exported.push(...rows);
    expect(exported).toMatchObject([{ phrase: 'finale' }]);

    const data = { erasureId: newId(), userId: person.id };
    const erased = eventOf(UserErasedSchema, { entityId: person.id, entityVersion: 9, data });
    await world.tribe.publishAs('identity', erased);
    await eventually(async () => {
      const rows = await world.rows('SELECT FROM muted_words WHERE user_id = $1', [person.id]);
      return rows.length === 0;
    });
    await world.tribe.settled();
  });
});
