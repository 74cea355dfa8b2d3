import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type GetPartnershipInvitationRequest,
  PartnershipInvitationService,
} from '@tribe/contracts';
import { UserCards } from '@tribe/projections';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Clock, LinkTokens } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { PrismaService } from '../prisma.service';
import { invitationPurpose } from './partnership-invitation.service';

const invitationId = z.uuid();

/** Tells who sends the mail what to write, to whom, at the moment it is sent. */
@RpcController()
export class PartnershipInvitationRpc {
  constructor(
    private readonly prisma: PrismaService,
    private readonly userCards: UserCards,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(PartnershipInvitationService.method.getPartnershipInvitation)
  async getPartnershipInvitation(request: GetPartnershipInvitationRequest) {
    const id = invitationId.safeParse(request.invitationId);
    if (!id.success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'invitation_id must be a UUID' });
    const row = await this.prisma.partnership.findUnique({ where: { invitationId: id.data } });
    if (!row?.inviteEmail || row.inviteExpiresAt <= this.clock.now())
      throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
    const inviter = (await this.userCards.get([row.user1Id])).get(row.user1Id);
    if (!inviter) throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
    return {
      recipientEmail: row.inviteEmail,
      inviter,
      token: this.links.tokenOf(invitationPurpose, row.invitationId),
      expiresAt: timestampFromDate(row.inviteExpiresAt),
      ...(row.name !== null && { partnershipName: row.name }),
    };
  }
}
