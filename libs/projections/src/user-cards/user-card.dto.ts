import { id } from '@tribe/service-kit';
import { z } from 'zod';

/** The public fields of a user in responses. */
export const userFields = {
  username: z.string().meta({ example: 'clarie' }),
  full_name: z.string().meta({ example: 'Clarie Uwase' }),
  profile_image_url: z.string().nullable().meta({ example: 'https://example.com/clarie.jpg' }),
};

/** A user card in responses. Every service shows other users with it. */
export const userCardResponse = z
  .object({ id, ...userFields })
  .meta({ id: 'UserCard', description: 'The public fields of a user' });
