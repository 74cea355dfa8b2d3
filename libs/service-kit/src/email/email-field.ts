import { z } from 'zod';
import { opaqueField } from '../text/text-fields';
import { emailAddressOf, plainAddress } from './email-address.rules';

/** An e-mail address in the body of a request; the output has the form of `emailAddressOf`. */
export const emailField = opaqueField(255)
  .transform((text, context) => {
    const address = emailAddressOf(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: 'Invalid email address' });

    return z.NEVER;
  })
  .meta({ format: 'email', pattern: plainAddress.source, example: 'clarie@example.com' })
  .describe('The letters of an international domain may be written as such, or in its ASCII form');
