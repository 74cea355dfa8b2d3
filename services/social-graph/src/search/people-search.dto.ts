import { paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { personResponse } from '../people/person.dto';

export const peopleSearchResponse = z
  .object({
    users: z.array(personResponse),
    spelled_alike: z
      .boolean()
      .describe('True if no user matches the search and these users have similarly spelled names')
      .meta({ example: false }),
    pagination: paginationResponse,
  })
  .meta({ id: 'FoundUserList' });
export type PeopleSearchResponse = z.infer<typeof peopleSearchResponse>;
