import { Clock, Cursors, dayMs } from '@tribe/service-kit';
import { SyncCursors } from './sync-cursors';
import { sourcesBytes } from './sync-sources';

const userId = '0190163d-8694-739b-aea5-966c26f8ad91';
const after = '0190163d-8694-739b-aea5-966c26f8ad90';
const owner = { userId, epoch: 7n };
const config = { CURSOR_SECRET: 'a secret of thirty-two characters' };
class FixedClock extends Clock {
  time = Date.now();

  override now(): Date {
    return new Date(this.time);
  }
}

const clock = new FixedClock();
const sources = Buffer.alloc(sourcesBytes, 7);
const cursors = new SyncCursors(new Cursors(config as never), clock);

describe('a cursor of GET /sync', () => {
  test('keeps its position, between rounds and between the pages of a round', () => {
    for (const position of [
      { since: 5n, sources },
      { since: 2n ** 63n, until: 2n ** 63n + 1n, after, sources },
    ])
      expect(cursors.open(owner, cursors.seal(owner, position))).toEqual(position);
  });

  test('is refused after Postgres was started again, which can lose the numbers of its last transactions', () => {
    const cursor = cursors.seal(owner, { since: 5n, sources });
    expect(cursors.open({ userId, epoch: 8n }, cursor)).toBeUndefined();
  });

  test('is refused 30 days after it was issued', () => {
    const cursor = cursors.seal(owner, { since: 5n, sources });

    clock.time += 30 * dayMs - 1;
    expect(cursors.open(owner, cursor)).toEqual({ since: 5n, sources });

    clock.time += 1;
    expect(cursors.open(owner, cursor)).toBeUndefined();
  });
});
