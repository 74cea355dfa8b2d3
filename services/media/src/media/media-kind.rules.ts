import type { MediaPurpose } from '../generated/prisma/enums';

const megabyte = 1_048_576;

/** Types of pictures; the other types are stored as they are. */
export const imageTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
] as const;
export const fileTypes = ['application/pdf', 'application/zip', 'text/plain'] as const;
/** MP4 and QuickTime files, whose boxes can contain the place where they were taken. */
const boxedTypes = ['video/mp4', 'video/quicktime', 'audio/mp4'] as const;
const playedTypes = [
  'video/webm',
  'audio/webm',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/aac',
] as const;
export const contentTypes = [...imageTypes, ...fileTypes, ...boxedTypes, ...playedTypes] as const;
export type ContentType = (typeof contentTypes)[number];

export const maxImageBytes = 20 * megabyte;
export const maxFileBytes = 100 * megabyte;

/** Uploads for these purposes have an hourly limit; all others have a quota. */
export const limitedPurposes: readonly MediaPurpose[] = ['post', 'story', 'profile', 'cover'];

export function isImage(contentType: string): boolean {
  return imageTypes.some((type) => type === contentType);
}

export function hasBoxes(contentType: string): boolean {
  return boxedTypes.some((type) => type === contentType);
}

/** Profile and cover pictures are on the cards of users, which everybody sees. */
export function isPublic(purpose: MediaPurpose): boolean {
  return purpose === 'profile' || purpose === 'cover';
}

/** A stored size of a picture. A crop has exactly the proportions; other pictures fit inside. */
export interface VariantSpec {
  readonly name: 'large' | 'medium' | 'thumb';
  readonly width: number;
  readonly height: number;
  readonly crop: boolean;
}

const square = (name: VariantSpec['name'], side: number): VariantSpec => ({
  name,
  width: side,
  height: side,
  crop: true,
});

const variantsOfPost: readonly VariantSpec[] = [
  { name: 'large', width: 1_080, height: 1_350, crop: false },
  { name: 'medium', width: 640, height: 800, crop: false },
  { name: 'thumb', width: 320, height: 400, crop: false },
];

export function variantsFor(purpose: MediaPurpose): readonly VariantSpec[] {
  if (purpose === 'profile')
    return [square('large', 800), square('medium', 400), square('thumb', 150)];
  if (purpose === 'cover') return [{ name: 'large', width: 1_200, height: 400, crop: true }];
  return variantsOfPost;
}

/** The formats of every size. WebP is smaller; JPEG is for clients that know nothing else. */
export const formats = ['jpg', 'webp'] as const;
export type Format = (typeof formats)[number];
export const contentTypeOf: Readonly<Record<Format, string>> = {
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

interface KeyParts {
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: MediaPurpose;
}

const folders: Readonly<Record<Exclude<MediaPurpose, 'profile' | 'cover'>, string>> = {
  post: 'posts',
  story: 'stories',
  message: 'messages',
  goal: 'goals',
  check_in: 'check-ins',
  group: 'groups',
  event: 'events',
};

/** The key to which the client uploads. Nothing is served from it. */
export function sourceKey(id: string): string {
  return `uploads/${id}`;
}

/** No part of a key comes from a client, so that no name can leave its folder. */
export function variantKey(
  { id, ownerId, purpose }: KeyParts,
  name: string,
  format: Format,
): string {
  const folder =
    purpose === 'profile' || purpose === 'cover' ? `users/${ownerId}/${purpose}` : folders[purpose];
  return `${folder}/${id}/${name}.${format}`;
}

/** The stored size that cards and profiles show: lists of users need no larger one. */
export function publicKey(media: KeyParts): string {
  return variantKey(media, media.purpose === 'profile' ? 'medium' : 'large', 'jpg');
}

export function fileKey({ id }: { id: string }): string {
  return `files/${id}/original`;
}

/** Returns the keys of all sizes that a picture may have. */
export function variantKeysOf(media: KeyParts): string[] {
  return variantsFor(media.purpose).flatMap(({ name }) =>
    formats.map((format) => variantKey(media, name, format)),
  );
}

/** Returns every key that a media may have, so that a deletion needs no list of the bucket. */
export function keysOf(media: KeyParts): string[] {
  return [sourceKey(media.id), fileKey(media), ...variantKeysOf(media)];
}
