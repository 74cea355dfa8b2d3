import { z } from 'zod';

export const stepUpBody = z
  .strictObject({
    password: z.string().min(1).max(128).optional(),
    code: z.string().min(6).max(20).optional().describe('Of the authenticator app, or a recovery code'),
  })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), 'takes one of password and code');
export type StepUpBody = z.infer<typeof stepUpBody>;

export const stepUpResponse = z.object({ recent_until: z.iso.datetime() });
