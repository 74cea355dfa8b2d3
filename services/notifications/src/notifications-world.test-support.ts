import {
  PartnershipActivatedSchema,
  PartnershipKind,
  PartnershipStatus,
  UserBlockedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '.';

/** The notifications service with three people, and events of services that are not started. */
export class NotificationsWorld {
  private constructor(
    readonly tribe: Tribe,
    readonly brian: Person,
    readonly alvin: Person,
    readonly clarie: Person,
  ) {}

  static async start(): Promise<NotificationsWorld> {
    const tribe = await startTribe({ services: [notifications] });
    const [brian, alvin, clarie] = [
      await tribe.person('brian'),
      await tribe.person('alvin'),
      await tribe.person('clarie'),
    ];
    await tribe.settled();

    return new NotificationsWorld(tribe, brian, alvin, clarie);
  }

  stop(): Promise<void> {
    return this.tribe.stop();
  }

  /** Deletes all notifications. */
  async clear(): Promise<void> {
    await (await this.tribe.db('notifications')).query('DELETE FROM notifications');
  }

  /** Publishes an event as its owner, and waits until it has taken effect. */
  async publish(
    owner: Parameters<Tribe['publishAs']>[0],
    event: Parameters<Tribe['publishAs']>[1],
  ) {
    await this.tribe.publishAs(owner, event);
    await this.tribe.settled();
  }

  /** Makes two people active partners. */
  async partner(first: Person, second: Person): Promise<void> {
    const id = newId();
    const partnership = {
      id,
      kind: PartnershipKind.ACCOUNTABILITY,
      initiatorId: first.id,
      partnerId: second.id,
      status: PartnershipStatus.ACTIVE,
      activatedAt: { seconds: 1_790_000_000n },
    };
    const init = { entityId: id, entityVersion: 2, data: { partnership } };
    await this.publish('social-graph', eventOf(PartnershipActivatedSchema, init));
  }

  /** Makes two users hidden from each other. */
  async block(blocker: Person, blocked: Person): Promise<void> {
    const id = newId();
    const data = { block: { id, blockerId: blocker.id, blockedId: blocked.id } };
    const init = { entityId: id, entityVersion: 1, data };
    await this.publish('social-graph', eventOf(UserBlockedSchema, init));
  }

  /** The type, message and target of the notifications of a person, newest first. */
  async listOf(person: Person): Promise<[string, string, string][]> {
    const { body } = await person.get('/api/v1/notifications');
    return body.notifications.map(
      ({ notification_type, message, action_url }: Record<string, string>) => [
        notification_type,
        message,
        action_url,
      ],
    );
  }

  async typesOf(person: Person): Promise<string[]> {
    return (await this.listOf(person)).map(([type]) => type);
  }
}
