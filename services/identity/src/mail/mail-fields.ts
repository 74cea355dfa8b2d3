import { opaqueField } from '@tribe/service-kit';

/** The token in the link of a mail. */
export const linkTokenField = opaqueField(128)
  .min(1)
  .meta({ example: 'mJ3vXq0a7cWk2TnR5uYb8eLp4sGd6hFz1oQiVxCwNtA' });
