import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectConfig, Lifecycle } from '@tribe/service-kit';
import type { GatewayConfig } from '../config';

/** A client is disconnected between 4 and 5 rounds after its last progress. */
const patienceRounds = 4;

/**
 * Disconnects clients that do not take their responses or pushes: each part that the gateway writes must be taken within
 * `SLOW_CLIENT_MS`. A client that takes a few bytes now and then makes no progress, unlike for the timeout of a socket.
 */
@Injectable()
export class SlowClients {
  /** The open responses and WebSockets, with the round in which the client made its last progress. */
  private readonly progress = new Map<Writable, number>();
  private round = 0;

  constructor(@InjectConfig() config: GatewayConfig, lifecycle: Lifecycle) {
    const rounds = setInterval(() => this.look(), config.SLOW_CLIENT_MS / patienceRounds);
    lifecycle.onStop('connections', async () => clearInterval(rounds));
  }

  /** Starts to watch the client of a response or WebSocket, or notes that it has taken what was written so far. */
  noteProgress(response: Writable): void {
    this.progress.set(response, this.round);
  }

  /** Ends the watch; to be called when the response or WebSocket is closed. */
  forget(response: Writable): void {
    this.progress.delete(response);
  }

  private look(): void {
    this.round += 1;

    for (const [response, lastProgress] of this.progress) {
      if (!isWaitingForClient(response)) this.progress.set(response, this.round);
      else if (this.round - lastProgress > patienceRounds) response.destroy();
    }
  }
}

function isWaitingForClient({ writableNeedDrain, writableEnded }: Writable): boolean {
  return writableNeedDrain || writableEnded;
}
