import { eventsConfig } from '@tribe/events';
import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const feedConfig = baseConfig.extend(eventsConfig.shape).extend({
  FEED_PULL_FRIENDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(5_000)
    .describe(
      'Number of friends from which on the posts of an author are not written into the feed of each friend, but read when a feed is read',
    ),
});

export type FeedConfig = z.infer<typeof feedConfig>;
