import { Body, Delete, Get, Injectable, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type InviteParams,
  inviteParams,
  type InviteeBody,
  inviteeBody,
  sentInviteListResponse,
  type SentInviteParams,
  sentInviteParams,
  tribeInviteListResponse,
  tribeInviteResponse,
} from './tribe-invitation.dto';
import { TribeInvitationService } from './tribe-invitation.service';
import type { TribeKind } from './tribe-roles.rules';
import { TribeSentInvitationService } from './tribe-sent-invitation.service';
import {
  type ListTribesQuery,
  listTribesQuery,
  type TribeParams,
  tribeParams,
  tribeResponse,
} from './tribe.dto';

/** The endpoints of invitations to tribes, groups and teams. */
@Injectable()
export abstract class TribeInvitationEndpoints {
  protected abstract readonly kind: TribeKind;

  constructor(
    private readonly invitations: TribeInvitationService,
    private readonly sent: TribeSentInvitationService,
  ) {}

  @Get('invites')
  @Endpoint({
    access: 'authenticated',
    summary: 'List your open invitations to tribes, groups or teams, newest first',
    query: listTribesQuery,
    response: tribeInviteListResponse,
  })
  listReceivedTribeInvitations(@CurrentCaller() caller: Caller, @Query() query: ListTribesQuery) {
    return this.invitations.listInvitations(caller, this.kind, query);
  }

  @Post(':tribeId/invites')
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite a friend to a tribe, group or team',
    description: 'The invitation expires after 30 days.',
    params: tribeParams,
    body: inviteeBody,
    response: tribeInviteResponse,
    status: 201,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_INVITEE_NOT_A_FRIEND,
      errors.TRIBE_MEMBER_EXISTS,
      errors.TRIBE_INVITATION_EXISTS,
    ],
  })
  inviteToTribe(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Body() { user_id }: InviteeBody,
  ) {
    return this.sent.inviteMember(caller, this.kind, tribeId, user_id);
  }

  @Get(':tribeId/invites')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the open invitations of a tribe, group or team, newest first',
    params: tribeParams,
    query: listTribesQuery,
    response: sentInviteListResponse,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listSentTribeInvitations(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Query() query: ListTribesQuery,
  ) {
    return this.sent.listSent(caller, this.kind, tribeId, query);
  }

  @Delete(':tribeId/invites/:inviteId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Withdraw an invitation to a tribe, group or team',
    params: sentInviteParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED, errors.TRIBE_INVITATION_NOT_FOUND],
  })
  async withdrawTribeInvitation(
    @CurrentCaller() caller: Caller,
    @Param() params: SentInviteParams,
  ): Promise<void> {
    await this.sent.withdrawInvitation(caller, this.kind, params);
  }

  @Put('invites/:inviteId/accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept an invitation to a tribe, group or team',
    params: inviteParams,
    response: tribeResponse,
    errors: [
      errors.TRIBE_INVITATION_NOT_FOUND,
      errors.TRIBE_INVITATION_ANSWERED,
      errors.TRIBE_FULL,
    ],
  })
  acceptTribeInvitation(@CurrentCaller() caller: Caller, @Param() { inviteId }: InviteParams) {
    return this.invitations.acceptInvitation(caller, this.kind, inviteId);
  }

  @Put('invites/:inviteId/decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline an invitation to a tribe, group or team',
    description: 'The inviter is not notified.',
    params: inviteParams,
    status: 204,
    errors: [errors.TRIBE_INVITATION_NOT_FOUND, errors.TRIBE_INVITATION_ANSWERED],
  })
  async declineTribeInvitation(
    @CurrentCaller() caller: Caller,
    @Param() { inviteId }: InviteParams,
  ): Promise<void> {
    await this.invitations.declineInvitation(caller, this.kind, inviteId);
  }
}
