import { z } from 'zod';
import { friendshipStatuses } from '../friend/friend-status.rules';
import { metUser } from '../friend/person-friends.dto';
import { isCountry } from './contact-numbers.rules';

/** What identity takes in one question. */
const mostNumbers = 500;
/** No number is as long, however it is written. */
const longestText = 64;

export const findContactsBody = z.strictObject({
  phone_numbers: z
    .array(z.string().max(longestText))
    .min(1)
    .max(mostNumbers)
    .describe('As the address book writes them; what is no number is passed over'),
  country: z
    .string()
    .toUpperCase()
    .refine(isCountry, 'is not a country of ISO 3166, such as KE')
    .optional()
    .describe('Whose numbers those are that name none'),
});
export type FindContactsBody = z.infer<typeof findContactsBody>;

export const contactsResponse = z.object({
  contacts: z
    .array(metUser.extend({ friendship_status: z.enum(friendshipStatuses) }))
    .max(mostNumbers),
});
export type ContactsResponse = z.infer<typeof contactsResponse>;
