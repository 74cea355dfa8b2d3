import { newId } from '@tribe/service-kit';
import { type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
let id: string;
let ids: string[];

beforeAll(async () => {
  world = await MessagingWorld.start();
  id = await world.direct(world.brian, world.alvin);
  ids = [];
  for (let number = 1; number <= 9; number += 1)
    ids.push((await world.send(world.brian, id, `${number}`)).id);
});
afterAll(() => world.stop());

async function page(query: string) {
  const { messages, pagination } = await world.history(world.alvin, id, query);
  return { contents: messages.map(({ content }: Loose) => Number(content)), ...pagination };
}

describe('the history (MS-18)', () => {
  test('begins with the newest message and continues with next_cursor', async () => {
    const first = await page('limit=4');
    expect(first).toEqual({ contents: [9, 8, 7, 6], has_more: true, next_cursor: ids[5] });
    const second = await page(`limit=4&before=${first.next_cursor}`);
    expect(second).toEqual({ contents: [5, 4, 3, 2], has_more: true, next_cursor: ids[1] });
    const last = await page(`limit=4&before=${second.next_cursor}`);
    expect(last).toEqual({ contents: [1], has_more: false, next_cursor: null });
  });

  test('has pages by number', async () => {
    expect((await page('limit=4&page=2')).contents).toEqual([5, 4, 3, 2]);
  });

  test('continues with newer messages after a message', async () => {
    const first = await page(`limit=4&after=${ids[2]}`);
    expect(first).toEqual({ contents: [7, 6, 5, 4], has_more: true, next_cursor: ids[6] });
    const last = await page(`limit=4&after=${first.next_cursor}`);
    expect(last).toEqual({ contents: [9, 8], has_more: false, next_cursor: null });
  });

  test('shows a message with its neighbours', async () => {
    expect((await page(`limit=5&around=${ids[4]}`)).contents).toEqual([7, 6, 5, 4, 3]);
    expect((await page(`limit=5&around=${ids[8]}`)).contents).toEqual([9, 8, 7, 6, 5]);
    expect((await page(`limit=5&around=${ids[0]}`)).contents).toEqual([3, 2, 1]);
    expect((await page(`limit=1&around=${ids[4]}`)).contents).toEqual([5]);
  });

  test.each(['before', 'after', 'around'])(
    'refuses %s with a message of another conversation with 404',
    async (anchor) => {
      const other = await world.direct(world.brian, world.clarie);
      const { id: elsewhere } = await world.send(world.brian, other, 'Elsewhere');
      for (const unknown of [elsewhere, newId()]) {
        const answer = await world.alvin.get(`${pathOf(id)}?${anchor}=${unknown}`);
        expect([answer.status, answer.body.code]).toEqual([404, 'MESSAGE_NOT_FOUND']);
      }
    },
  );

  test('refuses more than 100 messages with 422', async () => {
    expect((await world.alvin.get(`${pathOf(id)}?limit=101`)).status).toBe(422);
  });
});
