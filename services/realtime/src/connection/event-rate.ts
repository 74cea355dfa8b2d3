import { Injectable } from '@nestjs/common';
import { Clock, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import type { TribeSocket } from '../socket/socket.types';
import { SendRate } from './send-rate';

/** Disconnects sockets that send too many events. */
@Injectable()
export class EventRate {
  constructor(
    private readonly clock: Clock,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  limit(socket: TribeSocket): void {
    const events = new SendRate(this.clock, this.config.MAX_CLIENT_EVENTS_PER_10_SECONDS);

    socket.use((_event, next) => {
      if (events.exceeds()) {
        socket.disconnect(true);
        return;
      }

      next();
    });
  }
}
