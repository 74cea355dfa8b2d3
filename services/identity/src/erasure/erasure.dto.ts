import { z } from 'zod';
import { linkTokenField } from '../mail/mail-fields';

export const deleteAccountResponse = z
  .object({
    erased_after: z.iso
      .datetime()
      .describe('Until then, the link in the mail restores the account'),
  })
  .meta({ id: 'AccountDeletion' });

export const restoreAccountBody = z
  .strictObject({ token: linkTokenField })
  .meta({ id: 'RestoreAccountRequest' });
export type RestoreAccountBody = z.infer<typeof restoreAccountBody>;
