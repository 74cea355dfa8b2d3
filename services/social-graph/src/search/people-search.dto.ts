import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { metUser } from '../friend/person-friends.dto';
import { searchTerms } from './search.rules';

/** Shorter ones would find nearly everybody. A single sign is enough where a sign is a word. */
const shortestQuery = 2;

const isSearchable = (query: string) => {
  const terms = searchTerms(query);
  return terms.some((term) => term.length >= shortestQuery || /\p{sc=Han}/u.test(term));
};

export const searchQuery = pageQuery.extend({
  q: z
    .string()
    .trim()
    .max(100)
    .refine(isSearchable, 'must have at least two letters or digits in a row')
    .describe(
      'Words that begin a word of the name or the username; accents and case do not matter',
    ),
});
export type SearchQuery = z.infer<typeof searchQuery>;

export const peopleSearchResponse = z.object({
  users: z.array(metUser),
  spelled_alike: z
    .boolean()
    .describe(
      'Nobody has the words that were asked for; these are people whose names are spelled alike',
    ),
  pagination: paginationResponse,
});
export type PeopleSearchResponse = z.infer<typeof peopleSearchResponse>;
