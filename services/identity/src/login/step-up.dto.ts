import { exactlyOne, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { assertionField } from '../passkey/passkey.dto';
import { passwordField } from '../password/password-fields';
import { codeField } from '../second-factor/second-factor.dto';

export const stepUpBody = withRules(
  z.strictObject({
    password: passwordField.optional(),
    passkey: assertionField.optional(),
    code: codeField.optional().describe('From the authenticator app, or a recovery code'),
  }),
  exactlyOne('password', 'code', 'passkey'),
).meta({
  id: 'StepUpSessionRequest',
  description: 'Exactly one of the three proofs',
  example: { password: 'Kigali by early bus' },
});
export type StepUpBody = z.infer<typeof stepUpBody>;

export const stepUpResponse = z
  .object({ recent_until: z.iso.datetime() })
  .meta({ id: 'RecentAuthentication' });
