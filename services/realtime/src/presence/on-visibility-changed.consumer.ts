import { UserUpdatedSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { PresenceService } from './presence.service';

/** Shows or hides a user who is online when the privacy setting changes. */
@Consumer()
export class OnVisibilityChangedConsumer {
  constructor(private readonly presence: PresenceService) {}

  @OnEvent(UserUpdatedSchema, { durable: 'realtime-presence-visibility-v1' })
  async handle({ data }: ReceivedEvent<typeof UserUpdatedSchema>): Promise<void> {
    const { user, privacy, isActive } = data;
    if (!user || !privacy) return;
    await this.presence.setVisible(user.id, isActive && privacy.onlineStatusVisible);
  }
}
