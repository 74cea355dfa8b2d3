import { z } from 'zod';

/**
 * The schema of an id in requests, responses, events and calls: a UUID of any version, compared as an id and not as text.
 * Clients may send it in capitals, as iOS does; services see small letters.
 */
export const id = z.guid().toLowerCase();
