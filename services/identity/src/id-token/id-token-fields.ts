import { z } from 'zod';

/** An ID token of a provider, as its client library gives it to the app. */
export const idTokenField = z
  .string()
  .min(1)
  .max(8192)
  .meta({ example: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMTAxNjk0In0.c2lnbmF0dXJl' });
