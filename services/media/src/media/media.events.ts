import {
  MediaDeletedSchema,
  MediaReadySchema,
  MediaRejectedSchema,
  MediaSnapshottedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { Media } from './media.queries';

/** @param publicUrl for profile and cover pictures */
export function mediaReady(media: Media, publicUrl: string | undefined) {
  const data = { media: mediaMessage(media, publicUrl) };
  return eventOf(MediaReadySchema, { ...entity(media), data });
}

export function mediaRejected(media: Media) {
  const data = { mediaId: media.id, ownerId: media.ownerId, reason: media.rejection ?? '' };
  return eventOf(MediaRejectedSchema, { ...entity(media), data });
}

export function mediaDeleted(media: Media) {
  const data = { mediaId: media.id, ownerId: media.ownerId };
  return eventOf(MediaDeletedSchema, { ...entity(media), data });
}

export function mediaSnapshotted(media: Media, publicUrl: string | undefined) {
  const data = { media: mediaMessage(media, publicUrl) };
  return eventOf(MediaSnapshottedSchema, { ...entity(media), data });
}

function entity(media: Media) {
  return { entityId: media.id, entityVersion: media.version };
}

/** The `Media` of events and RPC. */
export function mediaMessage(
  { id, ownerId, purpose, contentType, size, ...picture }: Media,
  publicUrl: string | undefined,
) {
  const { width, height, blurhash, color } = picture;
  return {
    id,
    ownerId,
    purpose,
    contentType,
    size,
    width: width ?? 0,
    height: height ?? 0,
    blurhash: blurhash ?? '',
    color: color ?? '',
    publicUrl: publicUrl ?? '',
  };
}
