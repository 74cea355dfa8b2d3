import {
  CheckInDeletedSchema,
  CheckInQueriedSchema,
  CheckInStatus,
  CheckInUpdatedSchema,
  CheckInVerifiedSchema,
  VerificationRequestedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { deletePending, insertPending } from './pending-verification.queries';

const handledEvents = [
  VerificationRequestedSchema,
  CheckInVerifiedSchema,
  CheckInQueriedSchema,
  CheckInUpdatedSchema,
  CheckInDeletedSchema,
] as const;

/** Keeps the check-ins that wait for a partner, for mails about them. */
@Consumer()
export class OnVerificationChangedConsumer {
  @OnEvent([...handledEvents], { durable: 'notifications-pending-verifications-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(VerificationRequestedSchema)) return this.requested(tx, event);
    const isWaiting =
      event.is(CheckInUpdatedSchema) &&
      event.data.checkIn?.status === CheckInStatus.PENDING_VERIFICATION;

    if (!isWaiting) await deletePending(tx.sql, event.entityId);
  }

  private async requested(
    tx: Tx,
    { data, entityId, occurredAt }: ReceivedEvent<typeof VerificationRequestedSchema>,
  ): Promise<void> {
    const ownerId = data.checkIn?.system?.ownerId;
    if (!ownerId) return;
    const { partnerIds } = data;

    await insertPending(tx.sql, {
      checkinId: entityId,
      ownerId,
      partnerIds,
      requestedAt: occurredAt,
    });
  }
}
