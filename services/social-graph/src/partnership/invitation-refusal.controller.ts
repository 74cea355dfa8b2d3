import { Body, Controller, Post } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { InvitationRefusals } from './invitation-refusals';
import { type RefuseInvitationsBody, refuseInvitationsBody } from './partnership.dto';

@Controller('api/v1/partnerships')
export class InvitationRefusalController {
  constructor(private readonly refusals: InvitationRefusals) {}

  @Post('refuse-invitations')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Refuse all further invitations by e-mail with the token of a mail',
    description:
      'The address of the mail gets no more invitations from any user. Inviters are not notified and see no difference.',
    body: refuseInvitationsBody,
    status: 204,
    errors: [errors.LINK_INVALID],
  })
  async refuseMailedInvitations(@Body() { token }: RefuseInvitationsBody): Promise<void> {
    await this.refusals.refuse(token);
  }
}
