import { z } from 'zod';
import { opaqueField } from '../text/text-fields';
import { emailAddressOf } from './email-address.rules';

/** An e-mail address in the body of a request; the output has the form of `emailAddressOf`. */
export const emailField = opaqueField(255)
  .transform((text, context) => {
    const address = emailAddressOf(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: 'Invalid email address' });

    return z.NEVER;
  })
  .meta({ example: 'clarie@example.com' });
