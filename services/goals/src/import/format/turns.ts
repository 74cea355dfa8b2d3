import { setImmediate as nextTurn } from 'node:timers/promises';

/** This many entries take about five milliseconds. */
const itemsPerTurn = 50;

/** Passes items on and lets other requests run in between, so that a large file delays none of them. */
export async function* inTurns<Item>(
  items: Iterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  let taken = 0;

  for (const item of items) {
    if (++taken % itemsPerTurn === 0) {
      signal.throwIfAborted();
      await nextTurn();
    }

    yield item;
  }
}
