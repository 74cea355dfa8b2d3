import { z } from 'zod';
import { linkTokenField } from '../mail/mail-fields';

export const deleteAccountResponse = z.object({
  /** Until then, the link in the mail restores the account. */
  erased_after: z.iso.datetime(),
});

export const restoreAccountBody = z.strictObject({ token: linkTokenField });
export type RestoreAccountBody = z.infer<typeof restoreAccountBody>;
