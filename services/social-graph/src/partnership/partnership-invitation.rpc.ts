import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type GetPartnershipInvitationRequest,
  PartnershipInvitationService,
} from '@tribe/contracts';
import { UserCards } from '@tribe/projections';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Clock, Database, LinkTokens } from '@tribe/service-kit';
import { errors } from '../errors';
import { invitationPurpose } from './partnership-answer.service';
import { findInvitation } from './partnership.queries';

/** Tells the service that mails invitations what to write and to which address, at the moment of sending. */
@RpcController()
export class PartnershipInvitationRpc {
  constructor(
    private readonly database: Database,
    private readonly cards: UserCards,
    private readonly links: LinkTokens,
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
    const inviter = (await this.cards.get([partnership.user1Id])).get(partnership.user1Id);
    if (!inviter) throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);

    return {
      recipientEmail: partnership.inviteEmail,
      inviter,
      token: this.links.tokenOf(invitationPurpose, partnership.invitationId),
      expiresAt: timestampFromDate(partnership.inviteExpiresAt),
      ...(partnership.name !== null && { partnershipName: partnership.name }),
    };
  }
}
