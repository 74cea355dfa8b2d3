import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
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
  'CANNOT_PARTNER_YOURSELF',
  'PARTNER_NOT_A_FRIEND',
  'PARTNERSHIP_EXISTS',
  'DUO_EXISTS',
  'PARTNERSHIP_LIMIT_REACHED',
  'PARTNERSHIP_INVITATION_LIMIT_REACHED',
] as const;
const refusedActivations = [
  'PARTNERSHIP_EXISTS',
  'DUO_EXISTS',
  'PARTNERSHIP_LIMIT_REACHED',
  'PARTNER_UNAVAILABLE',
] as const;

@Controller('api/v1/partnerships')
export class PartnershipInvitationController {
  constructor(private readonly invitations: PartnershipInvitationService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite a friend, or somebody by e-mail, to a partnership',
    description: 'The answer to an invitation by e-mail never tells whether the address belongs to anybody here.',
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
    errors: ['PARTNERSHIP_INVITATION_NOT_FOUND', 'CANNOT_PARTNER_YOURSELF', ...refusedActivations],
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
    errors: ['PARTNERSHIP_INVITATION_NOT_FOUND', 'CANNOT_PARTNER_YOURSELF'],
  })
  async declineByToken(@CurrentCaller() caller: Caller, @Body() { token }: InvitationTokenBody): Promise<void> {
    await this.invitations.declineByToken(caller, token);
  }

  @Post(':partnershipId/invite')
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite anew, the same person or another; the invitation before no longer holds',
    params: partnershipParams,
    body: invitePartnerBody,
    response: partnershipResponse,
    errors: ['PARTNERSHIP_NOT_FOUND', 'PERMISSION_DENIED', 'PARTNERSHIP_NOT_PENDING', ...refusedInvitations],
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
      'PARTNERSHIP_NOT_FOUND',
      'PARTNERSHIP_NOT_PENDING',
      'PARTNERSHIP_INVITATION_EXPIRED',
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
    errors: ['PARTNERSHIP_NOT_FOUND', 'PARTNERSHIP_NOT_PENDING', 'PARTNERSHIP_INVITATION_EXPIRED'],
  })
  declineInvitation(@CurrentCaller() caller: Caller, @Param() { partnershipId }: PartnershipParams) {
    return this.invitations.declineInvitation(caller, partnershipId);
  }
}
