import type { TribeSocket } from '../socket/socket.types';

/** Runs the work of a socket on one thing in the order in which the client sent it. */
export class SocketTurns {
  private readonly last = new WeakMap<TribeSocket, Map<string, Promise<unknown>>>();

  async run<T>(socket: TribeSocket, key: string, work: () => Promise<T>): Promise<T> {
    const turns = this.last.get(socket) ?? new Map<string, Promise<unknown>>();
    this.last.set(socket, turns);
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);

    try {
      return await turn;
    } finally {
      if (turns.get(key) === turn) turns.delete(key);
    }
  }
}
