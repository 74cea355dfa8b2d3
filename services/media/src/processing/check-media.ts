import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'blurhash';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { hasBoxes, type VariantSpec } from '../media/media-kind.rules';
import { blankMetadata, BrokenBoxesError } from './iso-media';
import type { CheckRequest, CheckResult } from './picture';

/** The program that decodes media: takes a request as its argument and prints the result. */

/** A picture with more frames is a bomb rather than an animation; only the first frame is shown anyway. */
const maxFrames = 500;
const placeholderSide = 32;
const headBytes = 4_100;

/**
 * Types that clients announce as another type: an animated PNG is a PNG, and XML is text. A container of sound only looks
 * like that of a video.
 */
const generalTypes = new Map([
  ['image/apng', ['image/png']],
  ['application/xml', ['text/plain']],
  ['audio/x-m4a', ['audio/mp4']],
  ['video/mp4', ['video/mp4', 'audio/mp4']],
  ['video/webm', ['video/webm', 'audio/webm']],
  ['audio/ogg; codecs=opus', ['audio/ogg']],
]);

class Rejection extends Error {}

async function main(request: CheckRequest): Promise<CheckResult> {
  try {
    await checkType(request);
    if (hasBoxes(request.contentType)) await withoutMetadata(request.file);
    if (request.variants.length === 0) return { picture: null };

    return { picture: await transform(request) };
  } catch (error) {
    if (error instanceof Rejection) return { rejection: error.message };
    throw error;
  }
}

/** The first bytes decide, not the announced type. */
async function checkType({ file, contentType }: CheckRequest): Promise<void> {
  const handle = await open(file);

  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const found = await fileTypeFromBuffer(buffer.subarray(0, bytesRead));
    const types = found && (generalTypes.get(found.mime) ?? [found.mime]);
    const isText = contentType === 'text/plain' && (types?.includes(contentType) ?? true);
    if (isText ? !isPlainText(await readFile(file)) : !types?.includes(contentType))
      throw new Rejection('wrong_type');
  } finally {
    await handle.close();
  }
}

async function withoutMetadata(file: string): Promise<void> {
  try {
    await blankMetadata(file);
  } catch (error) {
    if (error instanceof BrokenBoxesError) throw new Rejection('unreadable');
    throw error;
  }
}

function isPlainText(bytes: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

async function transform({ file, folder, variants, maxPixels }: CheckRequest) {
  sharp.cache(false);
  sharp.concurrency(1);
  const options = { limitInputPixels: maxPixels, failOn: 'warning' as const, pages: 1 };
  await checkHeader(file, maxPixels);

  // Turned once, so that no client needs to know the orientation of the camera.
  const upright = await decoded(
    sharp(file, options)
      .autoOrient()
      .keepIccProfile()
      .toColourspace('srgb')
      .png({ compressionLevel: 0 })
      .toBuffer({ resolveWithObject: true }),
  );

  const { width, height } = upright.info;
  const stored = [];

  for (const spec of variants) {
    const size = await writeVariant(upright.data, { width, height }, spec, folder);
    stored.push({ name: spec.name, ...size });
  }

  return { width, height, ...(await placeholder(upright.data)), variants: stored };
}

/** Reads the header only: a bomb is never decoded. */
async function checkHeader(file: string, maxPixels: number): Promise<void> {
  const header = await decoded(sharp(file, { limitInputPixels: false }).metadata());
  const frameHeight = header.pageHeight ?? header.height;
  if (header.width * frameHeight > maxPixels) throw new Rejection('too_many_pixels');
  if ((header.pages ?? 1) > maxFrames) throw new Rejection('too_many_frames');
}

async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new Rejection('unreadable');
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** All metadata is left out by default, except the colour profile. A picture is never enlarged. */
async function writeVariant(
  upright: Buffer,
  original: Size,
  spec: VariantSpec,
  folder: string,
): Promise<Size> {
  const { width, height } = spec.crop ? cropSize(original, spec) : spec;

  const resized = sharp(upright)
    .keepIccProfile()
    .resize(width, height, {
      fit: spec.crop ? 'cover' : 'inside',
      withoutEnlargement: true,
    });

  const [written] = await Promise.all([
    resized
      .clone()
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82, mozjpeg: false })
      .toFile(path.join(folder, `${spec.name}.jpg`)),
    resized
      .clone()
      .webp({ quality: 80, effort: 3 })
      .toFile(path.join(folder, `${spec.name}.webp`)),
  ]);

  return { width: written.width, height: written.height };
}

/** The largest size with the proportions of the crop that fits into the picture. */
function cropSize({ width, height }: Size, spec: Size): Size {
  const scale = Math.min(1, width / spec.width, height / spec.height);
  return {
    width: Math.max(1, Math.round(spec.width * scale)),
    height: Math.max(1, Math.round(spec.height * scale)),
  };
}

async function placeholder(upright: Buffer): Promise<{ blurhash: string; color: string }> {
  const small = sharp(upright).flatten({ background: '#ffffff' }).toColourspace('srgb');

  const { dominant } = await small
    .clone()
    .resize(placeholderSide, placeholderSide, { fit: 'inside' })
    .stats();

  const { data, info } = await small
    .clone()
    .resize(placeholderSide, placeholderSide, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });

  const hex = [dominant.r, dominant.g, dominant.b].map((part) =>
    part.toString(16).padStart(2, '0'),
  );

  return {
    blurhash: encode(new Uint8ClampedArray(data), info.width, info.height, 4, 3),
    color: `#${hex.join('')}`,
  };
}

void main(JSON.parse(process.argv[2] ?? '{}') as CheckRequest).then(
  (result) => process.stdout.write(JSON.stringify(result)),
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  },
);
