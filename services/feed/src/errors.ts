import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  POST_NOT_FOUND: [404, 'No such post'],
  COMMENT_NOT_FOUND: [404, 'No such comment'],
  STORY_NOT_FOUND: [404, 'No such story'],
  FEED_ENTRY_NOT_FOUND: [404, 'No such entry in the feed'],
  COMMENT_LIMIT_REACHED: [409, 'The post has the maximum number of comments'],
  MEDIA_NOT_USABLE: [422, 'The media was not uploaded for this, was rejected, or was deleted'],
  GOAL_NOT_YOURS: [422, 'You do not take part in this goal'],
  POST_MEDIA_REQUIRED: [422, 'A photo or video needs a media, and a text needs a caption'],
});
