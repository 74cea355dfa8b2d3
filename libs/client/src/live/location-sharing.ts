import { TribeError } from '../http/tribe-error';
import type { ClientSession } from '../session/client-session';
import type { ClientEvents } from '../sockets.generated';
import type { Live } from './live';

/** One conversation, or up to 50 friends. */
export type LocationViewers =
  | { readonly conversation_id: string }
  | { readonly friend_ids: string[] };

export type Position = ClientEvents['location.update'];

interface Share {
  readonly viewers: LocationViewers;
  /** In milliseconds. */
  readonly endsAt: number;
}

const minSeconds = 60;

/**
 * Shares the location of this device, until the user stops or the time is over. The privacy setting `share_location` must be
 * on. Follow the locations of others with `live.on('location.update', …)`.
 */
export class LocationSharing {
  /** The shares of this device, by id. */
  private readonly shares = new Map<string, Share>();

  constructor(
    private readonly live: Live,
    session: ClientSession,
  ) {
    live.on('location.ended', ({ share_id }) => this.shares.delete(share_id));
    session.on('signedOut', () => this.shares.clear());
  }

  /** Whether the app has to report positions. */
  get isSharing(): boolean {
    return this.shares.size > 0;
  }

  /**
   * Starts a share, of which the app reports the positions with {@link update}.
   *
   * @param seconds 60 to 28 800
   * @returns the id of the share
   * @throws TribeError LOCATION_SHARING_DISABLED, FRIEND_NOT_FOUND, CONVERSATION_NOT_FOUND, TOO_MANY_LOCATION_SHARES;
   *   TIMEOUT without a connection
   */
  async share(viewers: LocationViewers, seconds: number): Promise<string> {
    const request = { ...viewers, duration_seconds: seconds };

    const { share_id, ends_at } = (await this.live.request('location.share', request)) as {
      share_id: string;
      ends_at: string;
    };

    this.shares.set(share_id, { viewers, endsAt: Date.parse(ends_at) });

    return share_id;
  }

  /**
   * Reports a position, at most one per second; others are dropped. Report one at least every two minutes, also without a
   * movement, or viewers lose it. Shares that the server has lost are started again.
   *
   * @throws TribeError LOCATION_NOT_SHARED, or TIMEOUT without a connection
   */
  async update(position: Position): Promise<void> {
    try {
      await this.live.request('location.update', position);
    } catch (error) {
      if (!(error instanceof TribeError) || error.code !== 'LOCATION_NOT_SHARED') throw error;
      await this.startAgain();
      await this.live.request('location.update', position);
    }
  }

  /** Stops a share, or all shares of the user. */
  async stop(shareId?: string): Promise<void> {
    if (shareId === undefined) this.shares.clear();
    else this.shares.delete(shareId);
    await this.live.request('location.stop', {
      ...(shareId !== undefined && { share_id: shareId }),
    });
  }

  private async startAgain(): Promise<void> {
    const lost = [...this.shares.values()];
    this.shares.clear();

    for (const { viewers, endsAt } of lost) {
      const seconds = Math.floor((endsAt - Date.now()) / 1_000);
      if (seconds >= minSeconds) await this.share(viewers, seconds);
    }
  }
}
