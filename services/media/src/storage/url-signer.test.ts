import { S3Client } from '@aws-sdk/client-s3';
import { UrlSigner } from './url-signer';

const client = new S3Client({
  region: 'us-east-1',
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
});
const signer = new UrlSigner(client, 'https://examplebucket.s3.amazonaws.com');

test.each([
  ['another object', 'other.txt', '2013-05-24', 60],
  ['another day', 'test.txt', '2013-05-25', 60],
  ['another validity', 'test.txt', '2013-05-24', 61],
])('%s has another signature', async (_what, key, day, seconds) => {
  const signatureOf = (url: string) => new URL(url).searchParams.get('X-Amz-Signature');
  const first = await signer.urlOf('test.txt', { from: new Date('2013-05-24'), seconds: 60 });
  const other = await signer.urlOf(key, { from: new Date(day), seconds });
  expect(signatureOf(other)).not.toBe(signatureOf(first));
});
