import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { PartnershipAnswerService } from './partnership-answer.service';
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

const sendErrors = [
  errors.CANNOT_PARTNER_YOURSELF,
  errors.EMAIL_NOT_VERIFIED,
  errors.PARTNER_NOT_A_FRIEND,
  errors.PARTNERSHIP_EXISTS,
  errors.DUO_EXISTS,
  errors.PARTNERSHIP_LIMIT_REACHED,
  errors.PARTNERSHIP_INVITATION_LIMIT_REACHED,
] as const;
const acceptErrors = [
  errors.PARTNERSHIP_EXISTS,
  errors.DUO_EXISTS,
  errors.PARTNERSHIP_LIMIT_REACHED,
  errors.PARTNER_UNAVAILABLE,
] as const;

@Controller('api/v1/partnerships')
export class PartnershipInvitationController {
  constructor(
    private readonly invitations: PartnershipInvitationService,
    private readonly answers: PartnershipAnswerService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite a friend or an e-mail address to a partnership',
    description:
      'The response to an invitation by e-mail does not reveal whether an account has this address.',
    body: createPartnershipBody,
    response: partnershipResponse,
    status: 201,
    errors: sendErrors,
  })
  createPartnership(@CurrentCaller() caller: Caller, @Body() body: CreatePartnershipBody) {
    return this.invitations.createPartnership(caller, body);
  }

  @Post('setup')
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite a friend or an e-mail address to a partnership',
    deprecated: { since: '2026-12-01', sunset: '2027-12-01', use: 'POST /api/v1/partnerships' },
    body: createPartnershipBody,
    response: partnershipResponse,
    status: 201,
    errors: sendErrors,
  })
  setUpPartnership(@CurrentCaller() caller: Caller, @Body() body: CreatePartnershipBody) {
    return this.invitations.createPartnership(caller, body);
  }

  @Post('accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept an invitation by e-mail with its token',
    body: invitationTokenBody,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_INVITATION_NOT_FOUND,
      errors.CANNOT_PARTNER_YOURSELF,
      ...acceptErrors,
    ],
  })
  acceptMailedPartnershipInvitation(
    @CurrentCaller() caller: Caller,
    @Body() { token }: InvitationTokenBody,
  ) {
    return this.answers.acceptByToken(caller, token);
  }

  @Post('decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline an invitation by e-mail with its token',
    description: 'The inviter is not notified.',
    body: invitationTokenBody,
    status: 204,
    errors: [errors.PARTNERSHIP_INVITATION_NOT_FOUND, errors.CANNOT_PARTNER_YOURSELF],
  })
  async declineMailedPartnershipInvitation(
    @CurrentCaller() caller: Caller,
    @Body() { token }: InvitationTokenBody,
  ): Promise<void> {
    await this.answers.declineByToken(caller, token);
  }

  @Post(':partnershipId/invite')
  @Endpoint({
    access: 'authenticated',
    summary: 'Send another invitation to a partnership',
    description:
      'The invitee can be the same person or another person. The earlier invitation becomes invalid.',
    params: partnershipParams,
    body: invitePartnerBody,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.PARTNERSHIP_NOT_PENDING,
      ...sendErrors,
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
    summary: 'Accept an invitation to a partnership',
    versioned: true,
    params: partnershipParams,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_NOT_FOUND,
      errors.PARTNERSHIP_NOT_PENDING,
      errors.PARTNERSHIP_INVITATION_EXPIRED,
      ...acceptErrors,
    ],
  })
  acceptPartnershipInvitation(
    @CurrentCaller() caller: Caller,
    @Param() { partnershipId }: PartnershipParams,
  ) {
    return this.answers.acceptInvitation(caller, partnershipId);
  }

  @Put(':partnershipId/decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline an invitation to a partnership',
    description: 'The inviter is not notified.',
    versioned: true,
    params: partnershipParams,
    response: partnershipResponse,
    errors: [
      errors.PARTNERSHIP_NOT_FOUND,
      errors.PARTNERSHIP_NOT_PENDING,
      errors.PARTNERSHIP_INVITATION_EXPIRED,
    ],
  })
  declinePartnershipInvitation(
    @CurrentCaller() caller: Caller,
    @Param() { partnershipId }: PartnershipParams,
  ) {
    return this.answers.declineInvitation(caller, partnershipId);
  }
}
