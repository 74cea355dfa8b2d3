import { type FindByPhoneNumbersRequest, PhoneDirectoryService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Database } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { selectFound } from './phone-directory.queries';
import { PhoneHasher } from './phone-hasher';
import { e164 } from './phone.rules';

const question = z.object({
  askerId: z.uuid(),
  phoneNumbers: z.array(z.string().regex(e164)).max(500),
});

/** Tells other services who is found by which numbers. What is asked goes no further than this class. */
@RpcController()
export class PhoneDirectoryRpc {
  constructor(
    private readonly database: Database,
    private readonly hasher: PhoneHasher,
  ) {}

  @RpcMethod(PhoneDirectoryService.method.findByPhoneNumbers)
  async findByPhoneNumbers(request: FindByPhoneNumbersRequest) {
    const parsed = question.safeParse(request);
    if (!parsed.success)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail: 'Ask with a UUID for at most 500 numbers in E.164',
      });
    const { askerId, phoneNumbers } = parsed.data;
    const phoneHashes = phoneNumbers.map((number) => this.hasher.hash(number));
    const found = await selectFound(this.database, { userIds: [askerId], phoneHashes });
    const asker = found.find(({ userId }) => userId === askerId);
    if (!asker) throw new AppError(errors.PHONE_NOT_DISCOVERABLE);
    return {
      askerVersion: BigInt(asker.version),
      found: found
        .filter((one) => one !== asker)
        .map(({ userId, version }) => ({ userId, version: BigInt(version) })),
    };
  }
}
