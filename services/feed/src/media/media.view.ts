import type { MediaUrls } from '@tribe/contracts';

/** The URLs of the picture of a post or story; null while they are not known. */
export function mediaUrlsView(urls: MediaUrls | undefined) {
  const urlOf = (name: string) =>
    urls?.variants.find((variant) => variant.name === name)?.url ?? urls?.url;

  return { media_url: urlOf('large') ?? null, media_thumbnail_url: urlOf('thumb') ?? null };
}
