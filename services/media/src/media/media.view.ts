import type { Urls } from './media-urls';
import type { Media } from './media.queries';

export function mediaView(media: Media, { variants, url }: Urls) {
  const { id, purpose, state, contentType, size, rejection, createdAt } = media;
  const { width, height, blurhash, color } = media;
  return {
    id,
    purpose,
    state,
    content_type: contentType,
    size,
    rejection,
    width,
    height,
    blurhash,
    color,
    variants: variants.map(({ webpUrl, ...variant }) => ({ ...variant, webp_url: webpUrl })),
    url,
    created_at: createdAt,
  };
}
