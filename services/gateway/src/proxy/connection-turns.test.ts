import { eventually } from '@tribe/testing';
import { ConnectionTurns } from './connection-turns';

function startTurns(size: number, maxWaitMs = 10_000) {
  const log: string[] = [];
  const turns = new ConnectionTurns(size, maxWaitMs);
  const take = (name: string) =>
    turns.take({
      start: () => void log.push(`${name} starts`),
      refuse: () => void log.push(`${name} is refused`),
    });

  return { log, turns, take };
}

describe('ConnectionTurns', () => {
  it('starts as many requests as there are connections, and the others in their order', () => {
    const { log, turns, take } = startTurns(2);
    for (const name of ['a', 'b', 'c', 'd']) take(name);
    expect(log).toEqual(['a starts', 'b starts']);
    turns.end();
    turns.end();
    expect(log).toEqual(['a starts', 'b starts', 'c starts', 'd starts']);
  });

  it('starts a request at once when another has ended', () => {
    const { log, turns, take } = startTurns(1);
    take('a');
    turns.end();
    take('b');
    expect(log).toEqual(['a starts', 'b starts']);
    turns.end();
  });

  it('refuses a request that has waited for too long, and does not start it later', async () => {
    const { log, turns, take } = startTurns(1, 10);
    take('a');
    take('b');
    await eventually(() => log.includes('b is refused'));
    turns.end();
    take('c');
    expect(log).toEqual(['a starts', 'b is refused', 'c starts']);
  });
});
