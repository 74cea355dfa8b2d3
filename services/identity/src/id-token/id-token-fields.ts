import { opaqueField } from '@tribe/service-kit';

/** An ID token of a provider, as its client library gives it to the app. */
export const idTokenField = opaqueField(8192)
  .min(1)
  .meta({ example: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMTAxNjk0In0.c2lnbmF0dXJl' });
