import type { MediaUrls } from '@tribe/contracts';
import type { Attachment } from './attachment.rules';

/** @param urls undefined when the media is gone, or the URLs are not known now */
export function attachmentView(attachment: Attachment, urls: MediaUrls | undefined) {
  const { mediaId, kind, contentType, name, size, width, height, blurhash, color } = attachment;
  const variants = urls?.variants ?? [];
  const url = variants[0]?.url ?? urls?.url;

  return {
    media_id: mediaId,
    kind,
    content_type: contentType,
    name,
    size,
    width,
    height,
    blurhash,
    color,
    is_removed: attachment.isRemoved,
    url: url || null,
    thumbnail_url: variants.at(-1)?.url ?? null,
    variants: variants.map((variant) => ({
      name: variant.name,
      width: variant.width,
      height: variant.height,
      url: variant.url,
      webp_url: variant.webpUrl,
    })),
  };
}
export type AttachmentView = ReturnType<typeof attachmentView>;

/** @param urls of the smallest size; undefined when they are not known, or for a file */
export function briefAttachmentView(
  attachment: Attachment,
  urls: MediaUrls | undefined,
): AttachmentView {
  const thumbnail = urls?.variants.at(-1)?.url ?? null;
  return { ...attachmentView(attachment, undefined), thumbnail_url: thumbnail };
}
