import {
  TribeArchivedSchema,
  TribeHandedOverSchema,
  TribeInvitationDeclinedSchema,
  TribeInvitationWithdrawnSchema,
  TribeJoinRequestClosedSchema,
  TribeJoinRequestedSchema,
  type TribeMemberInvited,
  TribeMemberInvitedSchema,
  TribeMemberJoinedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { Relationships } from '@tribe/projections';
import type { Tx } from '../prisma.service';
import { NotificationWriter } from './notification-writer';
import {
  draftTribeInvite,
  draftTribeJoinRequest,
  draftTribeOwnership,
  draftTribeRequestApproved,
} from './tribe-drafts.rules';

const handledEvents = [
  TribeMemberInvitedSchema,
  TribeInvitationDeclinedSchema,
  TribeInvitationWithdrawnSchema,
  TribeJoinRequestedSchema,
  TribeJoinRequestClosedSchema,
  TribeMemberJoinedSchema,
  TribeHandedOverSchema,
  TribeArchivedSchema,
] as const;

/** Uses one durable for all events, so that a response is never handled before its invitation or request. */
@Consumer()
export class OnTribeChangedConsumer {
  constructor(
    private readonly writer: NotificationWriter,
    private readonly relationships: Relationships,
  ) {}

  @OnEvent([...handledEvents], { durable: 'notifications-tribe-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { id, entityId } = event;
    if (event.is(TribeMemberInvitedSchema)) {
      await this.withdrawInvite(tx, entityId, event.data.inviteeId);
      if (await this.isVisibleToInvitee(tx, event.data))
        await this.writer.write(tx, id, draftTribeInvite(event.data));
    } else if (
      event.is(TribeInvitationDeclinedSchema) ||
      event.is(TribeInvitationWithdrawnSchema)
    ) {
      await this.withdrawInvite(tx, entityId, event.data.inviteeId);
    } else if (event.is(TribeJoinRequestedSchema)) {
      await this.withdrawRequest(tx, entityId, event.data.requester?.id ?? null);
      await this.writer.write(tx, id, draftTribeJoinRequest(event.data));
    } else if (event.is(TribeJoinRequestClosedSchema)) {
      await this.withdrawRequest(tx, entityId, event.data.requesterId);
    } else if (event.is(TribeMemberJoinedSchema)) {
      await this.withdrawInvite(tx, entityId, event.data.member?.id ?? '');
      await this.withdrawRequest(tx, entityId, event.data.member?.id ?? null);
      await this.writer.write(tx, id, draftTribeRequestApproved(event.data));
    } else if (event.is(TribeHandedOverSchema)) {
      await this.writer.write(tx, id, draftTribeOwnership(event.data));
    } else {
      await this.writer.withdraw(tx, 'tribe', entityId);
    }
  }

  /** A tribe whose owner is hidden from the invitee does not exist for the invitee. */
  private async isVisibleToInvitee(
    tx: Tx,
    { tribe, inviteeId }: TribeMemberInvited,
  ): Promise<boolean> {
    if (!tribe) return false;
    return !(await this.relationships.areHidden(tribe.ownerId, inviteeId, tx.sql));
  }

  private withdrawInvite(tx: Tx, tribeId: string, userId: string): Promise<void> {
    return this.writer.withdraw(tx, 'tribe', tribeId, { type: 'group_invite', userId });
  }

  private withdrawRequest(tx: Tx, tribeId: string, actorId: string | null): Promise<void> {
    return this.writer.withdraw(tx, 'tribe', tribeId, { type: 'group_join_request', actorId });
  }
}
