import { z } from 'zod';

export const userCardResponse = z.object({
  id: z.uuid(),
  username: z.string(),
  full_name: z.string(),
  profile_image_url: z.string().nullable(),
});
export type UserCardResponse = z.infer<typeof userCardResponse>;
