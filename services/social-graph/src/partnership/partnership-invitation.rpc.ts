import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type GetPartnershipInvitationRequest,
  PartnershipInvitationService,
} from '@tribe/contracts';
import { UserCards } from '@tribe/projections';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Clock, Database, LinkTokens } from '@tribe/service-kit';
import { errors } from '../errors';
import { areHidden } from '../people/pair.queries';
import { EmailOwners } from './email-owners';
import { InvitationRefusals } from './invitation-refusals';
import { invitationPurpose } from './partnership-answer.service';
import { PartnershipQuota } from './partnership-quota';
import { findInvitation, type PartnershipRow } from './partnership.queries';

/** Tells the service that mails invitations what to write and to which address, at the moment of sending. */
@RpcController()
export class PartnershipInvitationRpc {
  constructor(
    private readonly database: Database,
    private readonly cards: UserCards,
    private readonly links: LinkTokens,
    private readonly emails: EmailOwners,
    private readonly quota: PartnershipQuota,
    private readonly refusals: InvitationRefusals,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(PartnershipInvitationService.method.getPartnershipInvitation)
  async getPartnershipInvitation(request: GetPartnershipInvitationRequest) {
    const { success, data: invitationId } = id.safeParse(request.invitationId);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'invitation_id must be a UUID' });

    const partnership = await findInvitation(this.database, invitationId);
    if (!partnership?.inviteEmail || partnership.inviteExpiresAt <= this.clock.now())
      throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
    if (!(await this.mayMail(partnership, partnership.inviteEmail)))
      throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
    const inviter = (await this.cards.get([partnership.user1Id])).get(partnership.user1Id);
    if (!inviter) throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);

    return {
      recipientEmail: partnership.inviteEmail,
      inviter,
      token: this.links.tokenOf(invitationPurpose, partnership.invitationId),
      expiresAt: timestampFromDate(partnership.inviteExpiresAt),
      refusalToken: this.refusals.tokenFor(partnership.inviteEmail),
    };
  }

  /**
   * The inviter gets no sign of a mail that is not sent: neither that the address belongs to a user who is hidden from
   * them, nor that others have invited the address, nor that its owner refuses invitations.
   */
  private async mayMail(partnership: PartnershipRow, email: string): Promise<boolean> {
    if (await this.refusals.hasRefused(email)) return false;
    const owner = await this.emails.ownerOf(email);
    if (owner && (await areHidden(this.database, partnership.user1Id, owner))) return false;

    return this.quota.mayMail(partnership);
  }
}
