import { createHash } from 'node:crypto';
import type { Person } from '@tribe/testing';

const uploads = '/api/v1/media/uploads';
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** Uploads a picture of one pixel as a client does, and returns the id of the media, which is processed soon. */
export async function uploadPicture(owner: Person, purpose: string): Promise<string> {
  const bytes = new Uint8Array(Buffer.from(pixel, 'base64'));

  const { body } = await owner.post(uploads, {
    purpose,
    content_type: 'image/png',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });

  const { url, headers } = body.upload;
  expect((await fetch(url, { method: 'PUT', headers, body: bytes })).status).toBe(200);
  expect((await owner.post(`${uploads}/${body.id}/complete`)).status).toBe(200);

  return body.id;
}
