import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { isImage, limitedPurposes, maxFileBytes, maxImageBytes } from '../media/media-kind.rules';
import type { Media, Usage } from '../media/media.queries';
import type { CreateUploadBody } from './upload.dto';

export interface Limits {
  readonly perHour: number;
  readonly quotaBytes: number;
}

type Wanted = Pick<CreateUploadBody, 'purpose' | 'content_type' | 'size'>;

/** Files belong in messages only; everything else is a picture. A purpose has an hourly limit or counts for the quota. */
export function decideUpload(
  { purpose, content_type: type, size }: Wanted,
  { uploads, bytes }: Usage,
  { perHour, quotaBytes }: Limits,
): Decision<'upload'> {
  if (!isImage(type) && purpose !== 'message') return refuse(errors.MEDIA_TYPE_NOT_ALLOWED);
  if (size > (isImage(type) ? maxImageBytes : maxFileBytes)) return refuse(errors.MEDIA_TOO_LARGE);

  if (limitedPurposes.includes(purpose))
    return uploads < perHour ? change('upload') : refuse(errors.MEDIA_UPLOAD_LIMIT);

  return bytes + size <= quotaBytes ? change('upload') : refuse(errors.MEDIA_QUOTA_EXCEEDED);
}

/**
 * Decides about the completion of an upload.
 *
 * @param stored the size of the uploaded object; undefined when there is none
 */
export function decideCompletion(
  { state, size }: Pick<Media, 'state' | 'size'>,
  stored: number | undefined,
): Decision<'processing'> {
  if (state === 'processing' || state === 'ready') return keep;
  if (state !== 'uploading') return refuse(errors.MEDIA_UPLOAD_ENDED);
  return stored === size ? change('processing') : refuse(errors.MEDIA_UPLOAD_INCOMPLETE);
}

/** An upload can be given up until its bytes are complete; a media is deleted instead. */
export function decideCancellation({ state }: Pick<Media, 'state'>): Decision<'deleted'> {
  if (state === 'deleted') return keep;
  return state === 'uploading' ? change('deleted') : refuse(errors.MEDIA_UPLOAD_ENDED);
}
