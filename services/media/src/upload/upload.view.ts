import type { Urls } from '../media/media-urls';
import type { Media } from '../media/media.queries';
import { mediaView } from '../media/media.view';
import type { UploadRequest } from '../storage/object-store';

export interface OpenUpload extends UploadRequest {
  readonly expiresAt: Date;
}

export function uploadView(media: Media, urls: Urls, open: OpenUpload | undefined) {
  return {
    ...mediaView(media, urls),
    upload: open
      ? { method: 'PUT' as const, url: open.url, headers: open.headers, expires_at: open.expiresAt }
      : null,
    expires_at: media.expiresAt,
  };
}
