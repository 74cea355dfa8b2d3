import { ofFormat, opaqueField, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { friendshipStatus } from '../friend/friend-status.dto';
import { personResponse } from '../people/person.dto';
import { isCountry } from './contact-numbers.rules';

/** How many numbers identity takes in one call. */
const mostNumbers = 500;
/** No phone number is longer, however it is written. */
const longestText = 64;

export const findContactsBody = z
  .strictObject({
    phone_numbers: z
      .array(opaqueField(longestText).meta({ example: '0712 345 678' }))
      .min(1)
      .max(mostNumbers)
      .describe('The numbers as in the address book; invalid numbers are ignored'),
    country: withRules(
      opaqueField(2).toUpperCase(),
      ofFormat('iso-3166-country', isCountry, 'is not a country of ISO 3166, such as KE'),
    )
      .meta({ example: 'KE' })
      .optional()
      .describe('The country of the numbers that have no country code'),
  })
  .meta({ id: 'FindContactsRequest' });
export type FindContactsBody = z.infer<typeof findContactsBody>;

export const contactResponse = personResponse
  .extend({ friendship_status: friendshipStatus })
  .meta({ id: 'Contact' });
export type ContactResponse = z.infer<typeof contactResponse>;

export const contactsResponse = z
  .object({ contacts: z.array(contactResponse).max(mostNumbers) })
  .meta({ id: 'ContactList' });
export type ContactsResponse = z.infer<typeof contactsResponse>;
