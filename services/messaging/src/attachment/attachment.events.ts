import type { Attachment } from './attachment.rules';

/** An attachment of the events of a message. URLs are not part of them, because they expire. */
export function attachmentData(attachment: Attachment) {
  const { mediaId, kind, contentType, name, size, width, height, blurhash, color } = attachment;
  return {
    mediaId,
    kind,
    contentType,
    ...(name !== null && { name }),
    size,
    width: width ?? 0,
    height: height ?? 0,
    blurhash: blurhash ?? '',
    color: color ?? '',
  };
}
