import { z } from 'zod';

/** The token in the link of a mail. */
export const linkTokenField = z.string().min(1).max(128);
