import { z } from 'zod';

export const deleteAccountResponse = z.object({
  /** Until then the link in the mail brings the account back. */
  erased_after: z.iso.datetime(),
});

export const restoreAccountBody = z.strictObject({ token: z.string().min(1).max(128) });
export type RestoreAccountBody = z.infer<typeof restoreAccountBody>;
