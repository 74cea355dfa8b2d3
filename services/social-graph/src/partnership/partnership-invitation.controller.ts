import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { PartnershipInvitationService } from './partnership-invitation.service';
import {
  type CreatePartnershipBody,
  createPartnershipBody,
  type InvitationTokenBody,
  invitationTokenBody,
  type InvitePartnerBody,
  invitePartnerBody,
  type PartnershipParams,
  partnershipParams,
  partnershipResponse,
} from './partnership.dto';

const refusedInvitations = [
  errors.CANNOT_PARTNER_YOURSELF,
  errors.PARTNER_NOT_A_FRIEND,
  errors.PARTNERSHIP_EXISTS,
  errors.DUO_EXISTS,
  errors.PARTNERSHIP_LIMIT_REACHED,
  errors.PARTNERSHIP_INVITATION_LIMIT_REACHED,
] as const;
const refusedActivations = [
  errors.PARTNERSHIP_EXISTS,
  errors.DUO_EXISTS,
  errors.PARTNERSHIP_LIMIT_REACHED,
  errors.PARTNER_UNAVAILABLE,
] as const;

@Controller('api/v1/partnerships')
export class PartnershipInvitationController {
  constructor(private readonly invitations: PartnershipInvitationService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite a friend, or somebody by e-mail, to a partnership',
    description:
      'The answer to an invitation by e-mail never tells whether the address belongs to anybody here.',
    body: createPartnershipBody,
    response: partnershipResponse,
    status: 201,
    errors: refusedInvitations,
  })
  createPartnership(@CurrentCaller() caller: Caller, @Body() body: CreatePartnershipBody) {
    return this.invitations.createPartnership(caller, body);
  }

  @Post('setup')
  @Endpoint({
    access: 'authenticated',
    summary: 'Same as POST /api/v1/partnerships',
    body: createPartnershipBody,
    response: partnershipResponse,
    status: 201,
    errors: refusedInvitations,
  })
  setUpPartnership(@CurrentCaller() caller: Caller, @Body() body: CreatePartnershipBody) {
    return this.invitations.createPartnership(caller, body);
  }

  @Post('accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept an invitation by e-mail with the token in it',
    body: invitationTokenBody,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_INVITATION_NOT_FOUND,
      errors.CANNOT_PARTNER_YOURSELF,
      ...refusedActivations,
    ],
  })
  acceptByToken(@CurrentCaller() caller: Caller, @Body() { token }: InvitationTokenBody) {
    return this.invitations.acceptByToken(caller, token);
  }

  @Post('decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline an invitation by e-mail with the token in it, without telling who sent it',
    body: invitationTokenBody,
    status: 204,
    errors: [errors.PARTNERSHIP_INVITATION_NOT_FOUND, errors.CANNOT_PARTNER_YOURSELF],
  })
  async declineByToken(
    @CurrentCaller() caller: Caller,
    @Body() { token }: InvitationTokenBody,
  ): Promise<void> {
    await this.invitations.declineByToken(caller, token);
  }

  @Post(':partnershipId/invite')
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite anew, the same person or another; the invitation before no longer holds',
    params: partnershipParams,
    body: invitePartnerBody,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.PARTNERSHIP_NOT_PENDING,
      ...refusedInvitations,
    ],
  })
  invitePartner(
    @CurrentCaller() caller: Caller,
    @Param() { partnershipId }: PartnershipParams,
    @Body() body: InvitePartnerBody,
  ) {
    return this.invitations.invitePartner(caller, partnershipId, body);
  }

  @Put(':partnershipId/accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept an invitation',
    params: partnershipParams,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_NOT_FOUND,
      errors.PARTNERSHIP_NOT_PENDING,
      errors.PARTNERSHIP_INVITATION_EXPIRED,
      ...refusedActivations,
    ],
  })
  acceptInvitation(@CurrentCaller() caller: Caller, @Param() { partnershipId }: PartnershipParams) {
    return this.invitations.acceptInvitation(caller, partnershipId);
  }

  @Put(':partnershipId/decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline an invitation, without telling who sent it',
    params: partnershipParams,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_NOT_FOUND,
      errors.PARTNERSHIP_NOT_PENDING,
      errors.PARTNERSHIP_INVITATION_EXPIRED,
    ],
  })
  declineInvitation(
    @CurrentCaller() caller: Caller,
    @Param() { partnershipId }: PartnershipParams,
  ) {
    return this.invitations.declineInvitation(caller, partnershipId);
  }
}
