import { Injectable } from '@nestjs/common';
import { InjectConfig } from '@tribe/service-kit';
import { z } from 'zod';
import type { MediaConfig } from '../config';
import { ObjectStore } from '../storage/object-store';
import { fileKey, isImage, isPublic, publicKey, variantKey } from './media-kind.rules';
import type { Media } from './media.queries';

const storedVariants = z.array(
  z.object({ name: z.string(), width: z.number(), height: z.number() }),
);

export interface VariantUrls {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly url: string;
  readonly webpUrl: string;
}

export interface Urls {
  readonly variants: VariantUrls[];
  /** The URL of a file. */
  readonly url: string | null;
}

/** The URLs of a ready media. */
@Injectable()
export class MediaUrls {
  constructor(
    private readonly store: ObjectStore,
    @InjectConfig() private readonly config: MediaConfig,
  ) {}

  /**
   * Returns the URL of a profile or cover picture, which works for everyone as long as the picture exists. With a CDN it
   * is that of the object; otherwise it leads to a signed URL, because the bucket is private.
   */
  publicUrlOf(media: Pick<Media, 'id' | 'ownerId' | 'purpose'>): string | undefined {
    if (!isPublic(media.purpose)) return undefined;
    const { MEDIA_PUBLIC_URL: cdn, APP_URL: app } = this.config;
    return new URL(publicKey(media), `${cdn ?? `${app}/api/v1/media/public`}/`).href;
  }

  signedUrlOf(key: string): Promise<string> {
    return this.store.urlOf(key, this.config.MEDIA_URL_SECONDS);
  }

  /** Returns the JPEG of the smallest size of a picture. */
  async thumbnailOf(media: Media): Promise<Urls> {
    const smallest = variantsOf(media).at(-1);
    if (!smallest) return { variants: [], url: null };
    const url = await this.urlOf(media, variantKey(media, smallest.name, 'jpg'));

    return { variants: [{ ...smallest, url, webpUrl: '' }], url: null };
  }

  async of(media: Media): Promise<Urls> {
    if (media.state !== 'ready') return { variants: [], url: null };
    if (!isImage(media.contentType))
      return { variants: [], url: await this.urlOf(media, fileKey(media)) };

    const variants = variantsOf(media).map(async (variant) => ({
      ...variant,
      url: await this.urlOf(media, variantKey(media, variant.name, 'jpg')),
      webpUrl: await this.urlOf(media, variantKey(media, variant.name, 'webp')),
    }));

    return { variants: await Promise.all(variants), url: null };
  }

  private async urlOf({ purpose }: Media, key: string): Promise<string> {
    const { MEDIA_PUBLIC_URL: publicUrl } = this.config;
    if (publicUrl !== undefined && isPublic(purpose)) return new URL(key, `${publicUrl}/`).href;
    return this.signedUrlOf(key);
  }
}

function variantsOf({ state, contentType, variants }: Media) {
  return state === 'ready' && isImage(contentType) ? storedVariants.parse(variants) : [];
}
