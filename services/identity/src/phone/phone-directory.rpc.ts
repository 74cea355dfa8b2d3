import { type FindByPhoneNumbersRequest, PhoneDirectoryService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Database } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { findDiscoverable } from './phone-directory.queries';
import { PhoneHasher } from './phone-hasher';
import { e164 } from './phone.rules';

const findByPhoneNumbersRequest = z.object({
  askerId: id,
  phoneNumbers: z.array(z.string().regex(e164)).max(500),
});

/** Finds users by phone number for other services. The numbers of a request are neither stored nor logged. */
@RpcController()
export class PhoneDirectoryRpc {
  constructor(
    private readonly database: Database,
    private readonly hasher: PhoneHasher,
  ) {}

  /** Only a user who can be found by phone number may find others. */
  @RpcMethod(PhoneDirectoryService.method.findByPhoneNumbers)
  async findByPhoneNumbers(request: FindByPhoneNumbersRequest) {
    const { success, data } = findByPhoneNumbersRequest.safeParse(request);

    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail: 'asker_id must be a UUID, phone_numbers at most 500 numbers in E.164',
      });

    const { askerId, phoneNumbers } = data;
    const phoneHashes = phoneNumbers.map((number) => this.hasher.hash(number));
    const users = await findDiscoverable(this.database, { userIds: [askerId], phoneHashes });
    const asker = users.find(({ userId }) => userId === askerId);
    if (!asker) throw new AppError(errors.PHONE_NOT_DISCOVERABLE);

    return { askerVersion: asker.version, found: users.filter((user) => user !== asker) };
  }
}
