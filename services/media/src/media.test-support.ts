import { createHash } from 'node:crypto';
import { deflateSync, crc32 } from 'node:zlib';
import { Module } from '@nestjs/common';
import { MediaService } from '@tribe/contracts';
import { Calls, RpcModule } from '@tribe/rpc';
import { baseConfig, defineService } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import sharp from 'sharp';
import { media } from '.';
import { ExpireMediaJob } from './cleanup/expire-media.job';

const uploads = '/api/v1/media/uploads';

export interface Sent {
  bytes: Buffer;
  purpose?: string;
  contentType?: string;
}

const { attachMedia, detachMedia, getMediaUrls, reserveMedia } = MediaService.method;

@Calls(attachMedia, detachMedia, getMediaUrls, reserveMedia)
class GalleryCalls {}

@Module({ imports: [RpcModule], providers: [GalleryCalls] })
class GalleryModule {}

/** A service of the tests, which may call media. */
const gallery = defineService({ name: 'gallery', module: GalleryModule, config: baseConfig });

/** Media with two users, and the way of a client. */
export class MediaWorld {
  private constructor(
    readonly tribe: Tribe,
    readonly brian: Person,
    readonly alvin: Person,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<MediaWorld> {
    const tribe = await startTribe({ services: [media, gallery], env });
    return new MediaWorld(tribe, await tribe.person('brian'), await tribe.person('alvin'));
  }

  /** Runs the job that deletes media whose time is over. */
  expire(): Promise<void> {
    return this.tribe.service('media').app.get(ExpireMediaJob, { strict: false }).run();
  }

  stop(): Promise<void> {
    return this.tribe.stop();
  }

  /** Returns what another service calls. */
  async rpc() {
    return (await this.tribe.rpcAs('gallery')).client(MediaService);
  }

  /** Starts an upload and returns its response. */
  async begin(owner: Person, { bytes, purpose = 'message', contentType = 'image/jpeg' }: Sent) {
    return owner.post(uploads, {
      purpose,
      content_type: contentType,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  }

  /** Uploads and completes a media, and returns it when it is processed. */
  async upload(owner: Person, sent: Sent) {
    const { status, body } = await this.begin(owner, sent);
    expect(status).toBe(201);
    expect((await send(body.upload, sent.bytes)).status).toBe(200);
    const completed = await owner.post(`${uploads}/${body.id}/complete`);
    expect(completed).toMatchObject({ status: 200, body: { state: 'processing', upload: null } });
    await this.tribe.settled({ timeoutMs: 25_000 });

    return (await owner.get(`/api/v1/media/${body.id}`)).body;
  }
}

/** Sends the bytes as the response of an upload says. */
export function send(
  upload: { url: string; headers: Record<string, string> },
  bytes: Uint8Array<ArrayBuffer> | Buffer,
): Promise<Response> {
  const { url, headers } = upload;
  return fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
}

let photos = 0;

/** A small photo with the place where it was taken, turned by 90 degrees; no two have the same bytes. */
export async function photo(width = 60, height = 40): Promise<Buffer> {
  photos += 1;
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 60, b: 30 } } })
    .withExif({
      IFD0: { Make: `Phone of Brian ${photos}` },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '9/1 55/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** A PNG that announces these dimensions and has the pixels of one line only. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(width + 1));

  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const headerEnd = 33;

/** Makes a PNG an animation of one frame. */
export function animated(png: Buffer): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(1, 0);

  return Buffer.concat([
    png.subarray(0, headerEnd),
    chunk('acTL', control),
    png.subarray(headerEnd),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));

  return Buffer.concat([length, body, checksum]);
}

/** A box of an MP4 file. */
export function box(type: string, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(content.length + 8);
  header.write(type, 4, 'latin1');

  return Buffer.concat([header, content]);
}

let videos = 0;

/** An MP4 without a track, with the place where it was taken; no two have the same bytes. */
export function video(place: string): Buffer {
  videos += 1;
  const text = (value: string) => Buffer.from(value, 'latin1');
  const key = box('meta', text(`com.apple.quicktime.model iPhone ${videos}`));
  return Buffer.concat([
    box('ftyp', text('isom\0\0\x02\0isommp42')),
    box('moov', box('udta', box('\xa9xyz', text(place))), box('trak', key)),
    box('mdat', text('data')),
  ]);
}
