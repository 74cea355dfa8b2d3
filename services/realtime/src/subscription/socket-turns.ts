import type { TribeSocket } from '../socket/socket.types';

/** Runs the work of a socket on one thing in the order in which the client sent it. */
export class SocketTurns {
  private readonly last = new WeakMap<TribeSocket, Map<string, Promise<void>>>();

  async run(socket: TribeSocket, key: string, work: () => Promise<void>): Promise<void> {
    const turns = this.last.get(socket) ?? new Map<string, Promise<void>>();
    this.last.set(socket, turns);
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);

    try {
      await turn;
    } finally {
      if (turns.get(key) === turn) turns.delete(key);
    }
  }
}
