import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { MessageExpiry } from './message-expiry';

/** Applies the retention of conversations every hour. */
@Injectable()
export class ExpireMessagesJob {
  constructor(private readonly expiry: MessageExpiry) {}

  @Scheduled({ name: 'messaging-expire-messages-v1', cron: '20 * * * *' })
  run(): Promise<void> {
    return this.expiry.sweep();
  }
}
