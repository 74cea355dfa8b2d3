import type { OpenSocket } from '@tribe/client';
import { io } from 'socket.io-client';

type Fate = 'arrive' | 'lose' | 'repeat' | 'delay';

/** The faults of the frames and requests of a device, in percent and in a given order. */
export class UnreliableNetwork {
  private index = 0;

  /** @param chances numbers from 0 to 99, used one after the other and again from the start */
  constructor(private readonly chances: readonly number[]) {}

  /** A socket that loses 30 % of the pushes, repeats 10 % and delivers 20 % after a later one. */
  readonly open: OpenSocket = (url, options) => {
    const socket = io(url, options);
    const delayed: (() => void)[] = [];

    return {
      on: (event, listener) => socket.on(event, listener as () => void),
      onAny: (listener) =>
        socket.onAny((event: string, payload: unknown) => {
          const deliver = () => listener(event, payload);
          const isPush = event.startsWith('message.') || event.startsWith('conversation.');
          const fate = isPush ? this.fate() : 'arrive';
          if (fate === 'delay') delayed.push(deliver);
          if (fate === 'arrive' || fate === 'repeat') deliver();
          if (fate === 'repeat') deliver();
          if (fate !== 'delay') for (const late of delayed.splice(0)) late();
        }),
      timeout: (ms) => socket.timeout(ms),
      disconnect: () => socket.disconnect(),
    };
  };

  /** A `fetch` that loses the responses to 10 % of the writes, which have taken effect. */
  readonly fetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const isWrite = init?.method === 'POST' && JSON.stringify(input).includes('/conversations/');
    if (isWrite && this.next() < 10) throw new TypeError('The response was lost');

    return response;
  };

  private fate(): Fate {
    const chance = this.next();
    if (chance < 30) return 'lose';
    if (chance < 40) return 'repeat';

    return chance < 60 ? 'delay' : 'arrive';
  }

  private next(): number {
    this.index = (this.index + 1) % this.chances.length;
    return this.chances[this.index] ?? 0;
  }
}
