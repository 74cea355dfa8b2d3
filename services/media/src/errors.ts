import { defineErrors } from '@tribe/service-kit';

/** The errors of this service, besides the common ones. */
export const errors = defineErrors({
  MEDIA_NOT_FOUND: [404, 'No such media'],
  MEDIA_TYPE_NOT_ALLOWED: [422, 'Media of this type are not allowed for this purpose'],
  MEDIA_TOO_LARGE: [422, 'The media is too large'],
  MEDIA_UPLOAD_LIMIT: [429, 'Too many uploads in the last hour'],
  MEDIA_QUOTA_EXCEEDED: [409, 'The quota for media is used up'],
  MEDIA_UPLOAD_INCOMPLETE: [
    409,
    'The uploaded bytes are missing or differ from the announced ones',
  ],
  MEDIA_UPLOAD_ENDED: [409, 'The upload has ended'],
});
