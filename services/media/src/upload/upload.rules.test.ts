import { errors } from '../errors';
import { decideCancellation, decideCompletion, decideUpload } from './upload.rules';

const megabyte = 1_048_576;
const limits = { perHour: 10, quotaBytes: 200 * megabyte };
const unused = { uploads: 0, since: null, bytes: 0 };
const photo = { purpose: 'post', content_type: 'image/jpeg', size: megabyte } as const;
const file = { purpose: 'message', content_type: 'application/pdf', size: 100 * megabyte } as const;

test.each([
  ['a photo', photo, unused],
  ['a file of 100 MB in a message', file, unused],
  ['a file that uses the quota up', file, { ...unused, bytes: 100 * megabyte }],
  [
    'a picture in a message after ten posts',
    { ...photo, purpose: 'message' } as const,
    { ...unused, uploads: 10 },
  ],
  ['a post above the quota of others', photo, { ...unused, bytes: 200 * megabyte }],
])('%s may be uploaded', (_what, wanted, usage) => {
  expect(decideUpload(wanted, usage, limits)).toEqual({ kind: 'change', to: 'upload' });
});

test.each([
  [
    'a file for a goal',
    { ...file, purpose: 'goal' } as const,
    unused,
    errors.MEDIA_TYPE_NOT_ALLOWED,
  ],
  ['a picture of 21 MB', { ...photo, size: 21 * megabyte }, unused, errors.MEDIA_TOO_LARGE],
  ['an eleventh post', photo, { ...unused, uploads: 10 }, errors.MEDIA_UPLOAD_LIMIT],
  [
    'a byte above the quota',
    file,
    { ...unused, bytes: 100 * megabyte + 1 },
    errors.MEDIA_QUOTA_EXCEEDED,
  ],
  [
    'a picture of a goal above the quota',
    { ...photo, purpose: 'goal' } as const,
    { ...unused, bytes: 200 * megabyte },
    errors.MEDIA_QUOTA_EXCEEDED,
  ],
])('%s is refused', (_what, wanted, usage, error) => {
  expect(decideUpload(wanted, usage, limits)).toEqual({ kind: 'refuse', error });
});

test.each([
  ['uploading', 5, { kind: 'change', to: 'processing' }],
  ['uploading', 4, { kind: 'refuse', error: errors.MEDIA_UPLOAD_INCOMPLETE }],
  ['uploading', undefined, { kind: 'refuse', error: errors.MEDIA_UPLOAD_INCOMPLETE }],
  ['processing', undefined, { kind: 'keep' }],
  ['ready', undefined, { kind: 'keep' }],
  ['rejected', 5, { kind: 'refuse', error: errors.MEDIA_UPLOAD_ENDED }],
  ['deleted', 5, { kind: 'refuse', error: errors.MEDIA_UPLOAD_ENDED }],
] as const)(
  'completing a media that is %s, of which %s bytes are stored',
  (state, stored, decision) => {
    expect(decideCompletion({ state, size: 5 }, stored)).toEqual(decision);
  },
);

test.each([
  ['uploading', { kind: 'change', to: 'deleted' }],
  ['deleted', { kind: 'keep' }],
  ['ready', { kind: 'refuse', error: errors.MEDIA_UPLOAD_ENDED }],
] as const)('cancelling a media that is %s', (state, decision) => {
  expect(decideCancellation({ state })).toEqual(decision);
});
