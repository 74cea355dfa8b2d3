import { type FileHandle, open } from 'node:fs/promises';

/** Boxes that contain other boxes, in which phones write the place where a video was taken. */
const containers = new Set(['moov', 'trak', 'moof', 'traf', 'mdia']);
/** Boxes of metadata: QuickTime and iTunes tags, places, XMP. */
const metadata = new Set(['udta', 'meta', 'uuid']);
const maxBoxes = 10_000;
const zeros = Buffer.alloc(65_536);

/** The boxes do not fill the file as they say. */
export class BrokenBoxesError extends Error {
  override readonly name = 'BrokenBoxesError';
}

interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its content begins. */
  readonly content: number;
  readonly end: number;
}

/**
 * Blanks the metadata of an MP4 or QuickTime file in place. A blanked box becomes a free one of the same size, so that no
 * offset in the file changes.
 *
 * @throws BrokenBoxesError
 */
export async function blankMetadata(file: string): Promise<void> {
  const handle = await open(file, 'r+');

  try {
    const { size } = await handle.stat();
    await blankBetween(handle, { start: 0, end: size }, { left: maxBoxes });
  } finally {
    await handle.close();
  }
}

async function blankBetween(
  handle: FileHandle,
  { start, end }: { start: number; end: number },
  budget: { left: number },
): Promise<void> {
  for (let at = start; at < end;) {
    const box = await readBox(handle, at, end);
    budget.left -= 1;
    if (budget.left < 0) throw new BrokenBoxesError('too many boxes');

    if (metadata.has(box.type)) await blank(handle, box);
    if (containers.has(box.type))
      await blankBetween(handle, { start: box.content, end: box.end }, budget);
    at = box.end;
  }
}

async function readBox(handle: FileHandle, start: number, limit: number): Promise<Box> {
  const header = Buffer.alloc(16);
  const { bytesRead } = await handle.read(header, 0, 16, start);
  if (bytesRead < 8) throw new BrokenBoxesError('a box ends in its header');

  const short = header.readUInt32BE(0);
  const type = header.toString('latin1', 4, 8);
  // 1: the size follows in eight bytes; 0: the box is the last one.
  const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short || limit - start;
  const content = start + (short === 1 ? 16 : 8);
  if (start + size < content || start + size > limit)
    throw new BrokenBoxesError('a box ends outside of its container');

  return { type, start, content, end: start + size };
}

async function blank(handle: FileHandle, { start, content, end }: Box): Promise<void> {
  await handle.write('free', start + 4, 'latin1');

  for (let at = content; at < end; at += zeros.length)
    await handle.write(zeros, 0, Math.min(zeros.length, end - at), at);
}
