import {
  CheckInDeletedSchema,
  CheckInQueriedSchema,
  CheckInRecordedSchema,
  CheckInStatus,
  CheckInUpdatedSchema,
  CheckInVerifiedSchema,
  VerificationRequestedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import {
  draftCheckinQueried,
  draftCheckinVerified,
  draftPartnerCheckin,
  draftVerificationRequested,
} from './checkin-drafts.rules';
import { NotificationWriter } from './notification-writer';

const handledEvents = [
  CheckInRecordedSchema,
  VerificationRequestedSchema,
  CheckInVerifiedSchema,
  CheckInQueriedSchema,
  CheckInUpdatedSchema,
  CheckInDeletedSchema,
] as const;

const verificationTypes = [
  'verification_requested',
  'verification_answered',
  'checkin_verified',
  'checkin_queried',
] as const;

/**
 * Notifies partners of check-ins and requests to verify them, and owners of the outcome. Uses one durable for all events,
 * so that a request is never handled after its end.
 */
@Consumer()
export class OnCheckinChangedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent([...handledEvents], { durable: 'notifications-checkins-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(CheckInRecordedSchema)) return this.recorded(tx, event);
    if (event.is(CheckInDeletedSchema)) return this.deleted(tx, event);
    // An earlier request, question or verification of the check-in is out of date.
    const isWaiting = event.data.checkIn?.status === CheckInStatus.PENDING_VERIFICATION;
    if (event.is(CheckInUpdatedSchema) && isWaiting) return undefined;
    await this.writer.withdraw(tx, 'checkin', event.entityId, { types: verificationTypes });

    if (event.is(VerificationRequestedSchema))
      await this.writer.write(tx, event.id, draftVerificationRequested(event.data));
    else if (event.is(CheckInVerifiedSchema))
      await this.writer.write(tx, event.id, draftCheckinVerified(event.data));
    else if (event.is(CheckInQueriedSchema))
      await this.writer.write(tx, event.id, draftCheckinQueried(event.data));
  }

  /** A check-in also ends the reminder of its system. */
  private async recorded(
    tx: Tx,
    { id, data }: ReceivedEvent<typeof CheckInRecordedSchema>,
  ): Promise<void> {
    const system = data.checkIn?.system;
    if (!system) return;
    const { ownerId: userId } = system;
    await this.writer.withdraw(tx, 'system', system.id, { userId, type: 'reminder_due' });
    await this.writer.replace(tx, id, draftPartnerCheckin(data));
  }

  private async deleted(
    tx: Tx,
    { data, entityId }: ReceivedEvent<typeof CheckInDeletedSchema>,
  ): Promise<void> {
    await this.writer.withdraw(tx, 'checkin', entityId, { types: verificationTypes });
    await this.writer.withdraw(tx, 'system', data.systemId, { type: 'partner_checkin' });
  }
}
