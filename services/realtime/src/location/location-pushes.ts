import { Injectable } from '@nestjs/common';
import { InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import {
  locationEnded,
  type LocationShare,
  locationStarted,
  locationUpdate,
  type StoredPosition,
} from './location.rules';

/** Where a push goes; `except` are rooms of sockets that do not get it. */
interface Recipients {
  readonly rooms: readonly string[];
  readonly except?: readonly string[];
}

/** Tells viewers, and the devices of the user who shares, about shares. */
@Injectable()
export class LocationPushes {
  readonly ttlMs: number;

  constructor(
    private readonly sockets: SocketServer,
    @InjectConfig() config: RealtimeConfig,
  ) {
    this.ttlMs = config.LOCATION_TTL_SECONDS * 1_000;
  }

  started(share: LocationShare): void {
    const own = rooms.user(share.userId);
    this.to(viewersOf(share))?.emit('location.started', locationStarted(share));
    this.to({ rooms: [own] })?.emit('location.started', locationStarted(share));
  }

  moved(share: LocationShare, position: StoredPosition): void {
    const update = locationUpdate(share, position, this.ttlMs);
    this.to(viewersOf(share))?.emit('location.update', update);
  }

  ended(share: LocationShare): void {
    this.to(viewersOf(share))?.emit('location.ended', locationEnded(share));
    this.endedFor(share, share.userId);
  }

  /** Tells one user that they do not see a share any more, or that their share has ended. */
  endedFor(share: LocationShare, userId: string): void {
    this.to({ rooms: [rooms.user(userId)] })?.emit('location.ended', locationEnded(share));
  }

  /** Shows a share to users who see it from now on. */
  shown(share: LocationShare, position: StoredPosition | undefined, viewerIds: string[]): void {
    const viewers = () =>
      this.to({ rooms: viewerIds.map(rooms.user), except: [rooms.hiddenFrom(share.userId)] });
    viewers()?.emit('location.started', locationStarted(share));
    if (position) viewers()?.emit('location.update', locationUpdate(share, position, this.ttlMs));
  }

  /** Returns nothing without a room, because socket.io would push to all sockets. */
  private to(recipients: Recipients) {
    if (recipients.rooms.length === 0) return undefined;
    return this.sockets.io.to([...recipients.rooms]).except([...(recipients.except ?? [])]);
  }
}

function viewersOf({ userId, conversationId, friendIds }: LocationShare): Recipients {
  return {
    rooms:
      conversationId === null ? friendIds.map(rooms.user) : [rooms.conversation(conversationId)],
    except: [rooms.user(userId), rooms.hiddenFrom(userId)],
  };
}
