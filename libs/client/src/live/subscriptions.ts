import { TribeError } from '../http/tribe-error';
import type { ClientEvents } from '../sockets.generated';
import { type Backoff, backoffMs } from '../support/backoff.rules';
import { pause } from '../support/within';
import type { LiveConnection } from './live-connection';

/** That which a client can follow, such as a goal. */
export type Channel = ClientEvents['subscribe'];

const maxTries = 3;
const backoff: Backoff = { firstMs: 500, maxMs: 5_000 };
/** The server disconnects a socket that sends 50 events in ten seconds. */
const burst = 40;
const burstPauseMs = 10_000;
const temporary = new Set(['RPC_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED']);

/** The channels that the server has accepted, which are subscribed again on every new connection. */
export class Subscriptions {
  private readonly channels = new Map<string, Channel>();

  /** @param onLost called when the server refuses a channel that it had accepted before */
  constructor(private readonly onLost: (lost: { channel: Channel; code: string }) => void) {}

  /** @throws TribeError when the server refuses the channel */
  async add(connection: LiveConnection, channel: Channel): Promise<void> {
    await connection.request('subscribe', channel);
    this.channels.set(keyOf(channel), channel);
  }

  remove(channel: Channel): void {
    this.channels.delete(keyOf(channel));
  }

  clear(): void {
    this.channels.clear();
  }

  /** Resolves when each channel was accepted or refused, or when the connection has ended. */
  async restore(connection: LiveConnection): Promise<void> {
    for (const [index, channel] of [...this.channels.values()].entries()) {
      if (index > 0 && index % burst === 0) await pause(burstPauseMs);
      const code = await this.restoreOne(connection, channel);
      if (code === 'NETWORK_ERROR') return;
      if (code === undefined || !this.channels.has(keyOf(channel))) continue;
      this.remove(channel);
      this.onLost({ channel, code });
    }
  }

  /** Returns the code of the refusal; undefined when the server accepts the channel. */
  private async restoreOne(
    connection: LiveConnection,
    channel: Channel,
  ): Promise<string | undefined> {
    for (let tried = 1; ; tried += 1) {
      try {
        await connection.request('subscribe', channel);
        return undefined;
      } catch (error) {
        if (!(error instanceof TribeError)) throw error;
        if (!temporary.has(error.code) || tried >= maxTries) return error.code;
        await pause(backoffMs(tried, backoff, Math.random()));
      }
    }
  }
}

function keyOf(channel: Channel): string {
  return JSON.stringify(channel);
}
