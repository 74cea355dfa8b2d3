import { ConversationKind } from '@tribe/contracts';
import { dayMs } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld } from '../messaging-world.test-support';
import { ArchiveEventsJob } from './archive-events.job';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const later = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
const planned = { starts_at: later(3), ends_at: later(3.5), place: 'Uhuru Park' };
const plan = (fields: object = {}) =>
  world.brian.post(conversations, {
    conversation_type: 'event',
    name: 'Sunday run',
    participant_ids: [world.alvin.id],
    event: planned,
    ...fields,
  });
const refusalOf = ({ status, body }: Loose) => [status, body.code];
const isListed = async (person: Person, id: string, isArchived = false) => {
  const { body } = await person.get(`${conversations}?archived=${isArchived}`);
  return body.conversations.some((each: Loose) => each.id === id);
};
const archive = () => world.tribe.service('messaging').app.get(ArchiveEventsJob).run();

describe('the conversation of an event (MS-35)', () => {
  test('has a title, a time and a place, and the participants of a group', async () => {
    const { status, body } = await plan();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      conversation_type: 'event',
      name: 'Sunday run',
      is_group: true,
      my_role: 'owner',
      participants: [{ user_id: world.alvin.id }],
      event: planned,
    });
    const [created] = await world.eventsOf(body.id);
    expect(created?.data.conversation.kind).toBe(ConversationKind.EVENT);
    await world.send(world.alvin, body.id, 'I bring water');

    const path = `${conversations}/${body.id}`;
    const added = await world.brian.post(`${path}/participants`, {
      participant_ids: [world.clarie.id],
    });
    expect(added.status).toBe(201);
    expect((await world.alvin.delete(path)).status).toBe(204);
    expect(await isListed(world.alvin, body.id, true)).toBe(false);
    expect((await world.conversation(world.clarie, body.id)).participants_count).toBe(2);
  });

  test.each([
    ['without a time', { event: undefined }, 422, 'VALIDATION_FAILED'],
    ['without a title', { name: undefined }, 422, 'VALIDATION_FAILED'],
    ['for a group', { conversation_type: 'group' }, 422, 'VALIDATION_FAILED'],
    [
      'that ends as it starts',
      { event: { ...planned, ends_at: planned.starts_at } },
      422,
      'EVENT_TIME_INVALID',
    ],
  ])('is refused %s', async (_how, fields, status, code) => {
    const before = await world.written();
    expect(refusalOf(await plan(fields))).toEqual([status, code]);
    expect(await world.written()).toBe(before);
  });

  test('changes by its owner and admins with a message, and keeps what is not named', async () => {
    const { body } = await plan();
    const path = `${conversations}/${body.id}`;
    const moved = await world.brian.patch(path, { event: { place: 'Karura', ends_at: null } });
    expect(moved.body.event).toEqual({
      starts_at: planned.starts_at,
      ends_at: null,
      place: 'Karura',
    });
    const [message] = (await world.history(world.alvin, body.id)).messages;
    expect(message).toMatchObject({
      content: `${world.brian.fullName} changed the time or the place of the event`,
      metadata: { action: 'event_changed' },
    });

    const before = await world.written();
    const change = { event: { place: 'Karura' } };
    expect((await world.brian.patch(path, change)).status).toBe(200);
    expect(refusalOf(await world.alvin.patch(path, change))).toEqual([403, 'PERMISSION_DENIED']);
    expect((await world.dorcas.patch(path, change)).status).toBe(404);
    const early = { event: { ends_at: later(1) } };
    expect(refusalOf(await world.brian.patch(path, early))).toEqual([422, 'EVENT_TIME_INVALID']);
    expect(await world.written()).toBe(before);
    const group = `${conversations}/${await world.group([world.alvin])}`;
    expect(refusalOf(await world.brian.patch(group, change))).toEqual([
      409,
      'CONVERSATION_NOT_EVENT',
    ]);
  });

  test('is archived for all a week after its end, once, until the next message', async () => {
    const ended = { starts_at: later(-8), ends_at: later(-7.1) };
    const { body } = await plan({ event: ended });
    const recent = await plan({ event: { starts_at: later(-8), ends_at: later(-6.9) } });
    await archive();

    for (const person of [world.brian, world.alvin]) {
      expect(await isListed(person, body.id)).toBe(false);
      expect(await isListed(person, body.id, true)).toBe(true);
      expect(await isListed(person, recent.body.id)).toBe(true);
    }
    const back = await world.brian.put(`${conversations}/${body.id}/archive`, {
      is_archived: false,
    });
    expect(back.body.is_archived).toBe(false);
    await archive();
    expect(await isListed(world.brian, body.id)).toBe(true);
    await world.send(world.brian, body.id, 'Again next year?');
    expect(await isListed(world.alvin, body.id)).toBe(true);
  });

  test('is archived again after a later time', async () => {
    const { body } = await plan({ event: { starts_at: later(-8) } });
    await archive();
    await world.brian.patch(`${conversations}/${body.id}`, { event: { starts_at: later(-7.5) } });
    expect(await isListed(world.alvin, body.id)).toBe(true);
    await archive();
    expect(await isListed(world.alvin, body.id)).toBe(false);
  });
});
