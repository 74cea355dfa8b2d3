import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { box, video } from '../media.test-support';
import { blankMetadata, BrokenBoxesError } from './iso-media';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tribe-iso-media-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function blanked(bytes: Buffer): Promise<Buffer> {
  const file = path.join(folder, 'video');
  await writeFile(file, bytes);
  await blankMetadata(file);
  return readFile(file);
}

test('the place of a video is blanked, and all other bytes stay where they are', async () => {
  const before = video('+52.5200+013.4050/');
  const after = await blanked(before);
  expect(before.includes('+52.5200')).toBe(true);
  for (const trace of ['+52.5200', 'udta', 'iPhone']) expect(after.includes(trace)).toBe(false);
  expect(after).toHaveLength(before.length);
  expect(after.subarray(-12)).toEqual(before.subarray(-12));
  expect(await blanked(after)).toEqual(after);
});

test('a box of 64 bits and a last box without a size are read', async () => {
  const wide = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from('mdat'), Buffer.alloc(8)]);
  wide.writeBigUInt64BE(20n, 8);
  const last = Buffer.concat([Buffer.alloc(4), Buffer.from('udtaplace')]);
  const after = await blanked(Buffer.concat([wide, Buffer.from('data'), last]));
  expect(after.subarray(0, 20).includes('data')).toBe(true);
  expect(after.includes('place')).toBe(false);
});

test.each([
  ['a box that is longer than the file', video('x').subarray(0, -1)],
  ['a box that is longer than its container', box('moov', Buffer.from('\0\0\0\x20udta', 'latin1'))],
  ['a box that is shorter than its header', Buffer.from('\0\0\0\x04moov\0\0\0\0', 'latin1')],
  ['bytes behind the last box', Buffer.concat([video('x'), Buffer.from('abc')])],
  ['more boxes than any video has', Buffer.concat(Array(10_001).fill(box('free')))],
])('%s is refused', async (_what, bytes) => {
  await expect(blanked(bytes)).rejects.toThrow(BrokenBoxesError);
});
