import {
  EmailDirectoryService,
  type FindByEmailRequest,
  type GetMailAddressRequest,
  type HasVerifiedEmailRequest,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Database, emailField, id } from '@tribe/service-kit';
import { errors } from '../errors';
import { findMailAddress, findVerifiedUser, hasVerifiedEmail } from './email-directory.queries';

/** Tells other services which user an address belongs to. Addresses are neither stored nor logged. */
@RpcController()
export class EmailDirectoryRpc {
  constructor(private readonly database: Database) {}

  @RpcMethod(EmailDirectoryService.method.findByEmail)
  async findByEmail(request: FindByEmailRequest) {
    const { success, data: email } = emailField.safeParse(request.email);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'email must be an address' });

    const userId = await findVerifiedUser(this.database, email);

    return userId === undefined ? {} : { userId };
  }

  @RpcMethod(EmailDirectoryService.method.hasVerifiedEmail)
  async hasVerifiedEmail(request: HasVerifiedEmailRequest) {
    const { success, data: userId } = id.safeParse(request.userId);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'user_id must be a UUID' });

    return { verified: await hasVerifiedEmail(this.database, userId) };
  }

  @RpcMethod(EmailDirectoryService.method.getMailAddress)
  async getMailAddress(request: GetMailAddressRequest) {
    const { success, data: userId } = id.safeParse(request.userId);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'user_id must be a UUID' });

    const address = await findMailAddress(this.database, userId, request.alsoBanned);

    return address === undefined ? {} : { address };
  }
}
