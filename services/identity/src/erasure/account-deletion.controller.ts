import { Body, Controller, Delete, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { AccountDeletionService } from './account-deletion.service';
import { AccountRestorationService } from './account-restoration.service';
import { deleteAccountResponse, type RestoreAccountBody, restoreAccountBody } from './erasure.dto';

@Controller('api/v1')
export class AccountDeletionController {
  constructor(
    private readonly deletion: AccountDeletionService,
    private readonly restoration: AccountRestorationService,
  ) {}

  @Delete('settings/delete-account')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete your account',
    description:
      'The account is deactivated immediately and erased after 30 days. Until then, you can restore it with the link in the mail.',
    response: deleteAccountResponse,
    status: 202,
    errors: [errors.RECENT_AUTHENTICATION_REQUIRED, ...accessErrors],
  })
  deleteAccount(@CurrentCaller() caller: Caller) {
    return this.deletion.deleteAccount(caller);
  }

  @Post('auth/restore-account')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Restore a deleted account with the token of a mail',
    body: restoreAccountBody,
    status: 204,
    errors: [errors.LINK_INVALID],
  })
  restoreAccount(@Body() body: RestoreAccountBody) {
    return this.restoration.restoreAccount(body.token);
  }
}
