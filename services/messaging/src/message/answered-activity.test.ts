import { ActivityService, UserErasedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { newId } from '@tribe/service-kit';
import { eventually, type Person } from '@tribe/testing';
import { type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { provenNumbers } from './chain.test-support';

let world: MessagingWorld;
/** The activities that goals knows, all visible to Brian, with their authors. */
const authors = new Map<string, string>();
beforeAll(async () => {
  world = await MessagingWorld.start();
  await world.tribe.answerCalls(ActivityService.method.findActivity, ({ activityId, viewerId }) => {
    const authorId = authors.get(activityId);
    const isVisible = authorId !== undefined && viewerId === world.brian.id;
    return isVisible ? { activity: { authorId, summary: 'Ran 5k' } } : {};
  });
});
afterAll(() => world.stop());

function activityOf(author: Person) {
  const id = newId();
  authors.set(id, author.id);

  return { type: 'checkin', id } as const;
}

const answer = (sender: Person, conversationId: string, fields: object) =>
  sender.post(pathOf(conversationId), { content: 'Well done', client_msg_id: newId(), ...fields });
const refusalOf = ({ status, body }: Loose) => [status, body.code];

describe('a message that answers an activity (MS-14)', () => {
  test('shows it as the sender saw it, to both, also when it is repeated', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const activity = activityOf(alvin);
    const fields = { reply_to_activity: activity, client_msg_id: newId() };
    const shown = { ...activity, author_id: alvin.id, summary: 'Ran 5k' };
    const first = await answer(brian, id, fields);

    expect([first.status, first.body.reply_to_activity]).toEqual([201, shown]);
    authors.delete(activity.id);
    expect((await answer(brian, id, fields)).status).toBe(200);
    const other = { reply_to_activity: activityOf(alvin) };
    expect(refusalOf(await answer(brian, id, { ...fields, ...other }))).toEqual([
      409,
      'CLIENT_MSG_ID_REUSED',
    ]);
    expect((await world.history(alvin, id)).messages[0].reply_to_activity).toEqual(shown);
    expect((await world.eventsOf(id)).at(-1)?.data.message.repliedActivity).toMatchObject({
      id: activity.id,
      summary: 'Ran 5k',
    });
    await provenNumbers(world, id);

    await brian.delete(`${pathOf(id)}/${first.body.id}`);
    expect((await world.history(alvin, id)).messages[0].reply_to_activity).toBeNull();
  });

  test('is refused for an activity that the sender does not see, of a third user, and in a group', async () => {
    const { brian, alvin, clarie } = world;
    const direct = await world.direct(brian, alvin);
    const group = await world.group([alvin]);
    const before = await world.written();
    const refused = [
      await answer(brian, direct, { reply_to_activity: { type: 'checkin', id: newId() } }),
      await answer(alvin, direct, { reply_to_activity: activityOf(alvin) }),
      await answer(brian, direct, { reply_to_activity: activityOf(clarie) }),
      await answer(brian, group, { reply_to_activity: activityOf(alvin) }),
    ];
    for (const each of refused) expect(refusalOf(each)).toEqual([404, 'ACTIVITY_NOT_FOUND']);
    expect(await world.written()).toBe(before);
  });

  test('is exported without the words of the author, and loses them with the author', async () => {
    const author = await world.newFriend('ezra');
    const id = await world.direct(world.brian, author);
    const activity = activityOf(author);
    await answer(world.brian, id, { reply_to_activity: activity });
    const { source } = world.tribe.service('messaging').app.get(OwnPersonalData);
    const exported: Loose[] = [];
    for await (const { section, rows } of source.exportFor(world.brian.id))
      if (section === 'messages') exported.push(...rows);
    expect(exported.at(-1).repliedActivity).toEqual(activity);

    const data = { erasureId: newId(), userId: author.id };
    const erased = eventOf(UserErasedSchema, { entityId: author.id, entityVersion: 9, data });
    await world.tribe.publishAs('identity', erased);
    await eventually(async () => {
      const [message] = (await world.history(world.brian, id)).messages;
      return message.reply_to_activity === null;
    });
    await world.tribe.settled();
  });
});

describe('a message of emoji only', () => {
  test('has them as its content', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const said = { content: undefined, emoji_content: '🔥👏' };
    const { status, body } = await answer(world.brian, id, said);
    expect([status, body.content]).toEqual([201, '🔥👏']);
  });

  test.each([
    ['other characters', { content: undefined, emoji_content: 'fire' }],
    ['a content too', { emoji_content: '🔥' }],
    ['neither', { content: undefined }],
  ])('is refused with %s', async (_what, fields) => {
    const id = await world.direct(world.brian, world.alvin);
    const before = await world.written();
    expect((await answer(world.brian, id, fields)).status).toBe(422);
    expect(await world.written()).toBe(before);
  });
});
