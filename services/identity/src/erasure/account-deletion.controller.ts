import { Body, Controller, Delete, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { AccountDeletionService } from './account-deletion.service';
import { deleteAccountResponse, type RestoreAccountBody, restoreAccountBody } from './erasure.dto';

@Controller('api/v1')
export class AccountDeletionController {
  constructor(private readonly deletion: AccountDeletionService) {}

  @Delete('settings/delete-account')
  @Endpoint({
    access: 'authenticated',
    summary: 'Close the account at once; everything of it is erased after 30 days',
    response: deleteAccountResponse,
    status: 202,
    errors: [
      errors.RECENT_AUTHENTICATION_REQUIRED,
      errors.ACCOUNT_INACTIVE,
      errors.SESSION_REVOKED,
    ],
  })
  async deleteAccount(@CurrentCaller() caller: Caller) {
    const end = await this.deletion.deleteAccount(caller);
    return { erased_after: end.toISOString() };
  }

  @Post('auth/restore-account')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Bring a closed account back with the token of its mail',
    body: restoreAccountBody,
    status: 204,
    errors: [errors.LINK_INVALID],
  })
  async restoreAccount(@Body() body: RestoreAccountBody) {
    await this.deletion.restoreAccount(body.token);
  }
}
