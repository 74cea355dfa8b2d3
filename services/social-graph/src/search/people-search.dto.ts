import { paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { personResponse } from '../people/person.dto';

export const peopleSearchResponse = z
  .object({
    users: z.array(personResponse),
    spelled_alike: z
      .boolean()
      .describe('True when no user matches the search and these users have names spelled alike')
      .meta({ example: false }),
    pagination: paginationResponse,
  })
  .meta({ id: 'FoundUserList' });
export type PeopleSearchResponse = z.infer<typeof peopleSearchResponse>;
