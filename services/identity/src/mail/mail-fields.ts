import { z } from 'zod';

/** The token in the link of a mail. */
export const linkTokenField = z
  .string()
  .min(1)
  .max(128)
  .meta({ example: 'mJ3vXq0a7cWk2TnR5uYb8eLp4sGd6hFz1oQiVxCwNtA' });
