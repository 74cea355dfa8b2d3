import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { AttachmentKind, MessageType } from '../generated/prisma/enums';

/** A picture or a file of a message, as media described it when the message was sent. */
export interface Attachment {
  readonly id: string;
  readonly messageId: string;
  readonly mediaId: string;
  readonly kind: AttachmentKind;
  readonly contentType: string;
  /** Chosen by the sender. */
  readonly name: string | null;
  /** In bytes. */
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly blurhash: string | null;
  readonly color: string | null;
  /** The sender has deleted the media, and not the message. */
  readonly isRemoved: boolean;
}

const kinds = ['image', 'video', 'audio'] as const;

export function kindOf(contentType: string): AttachmentKind {
  return kinds.find((kind) => contentType.startsWith(`${kind}/`)) ?? 'file';
}

/** The type of a message with attachments: that of all of them, or `file`. */
export function messageTypeOf(attachments: readonly Pick<Attachment, 'kind'>[]): MessageType {
  const [first, ...others] = attachments.map(({ kind }) => kind);
  if (first === undefined) return 'text';

  return others.every((kind) => kind === first) ? first : 'file';
}

/** @param state the state of the media; undefined when the sender has no such media for messages */
export function decideAttachment(state: string | undefined): Permission {
  if (state === undefined) return refuse(errors.MEDIA_NOT_FOUND);
  return state === 'ready' ? allow : refuse(errors.MEDIA_NOT_READY);
}

/** The use of a media by a message, in the calls of media. */
export function targetOf(messageId: string): string {
  return `message/${messageId}`;
}
