import { UrlSigner } from './url-signer';

const signer = new UrlSigner({
  bucketUrl: 'https://examplebucket.s3.amazonaws.com',
  region: 'us-east-1',
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
});

test('the URL is that of the example in the documentation of S3', () => {
  const from = new Date('2013-05-24T00:00:00Z');
  expect(signer.urlOf('test.txt', { from, seconds: 86_400 })).toBe(
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
      '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
      '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
      '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});

test.each([
  ['another object', 'other.txt', '2013-05-24', 60],
  ['another day', 'test.txt', '2013-05-25', 60],
  ['another validity', 'test.txt', '2013-05-24', 61],
])('%s has another signature', (_what, key, day, seconds) => {
  const signatureOf = (url: string) => new URL(url).searchParams.get('X-Amz-Signature');
  const first = signer.urlOf('test.txt', { from: new Date('2013-05-24'), seconds: 60 });
  const other = signer.urlOf(key, { from: new Date(day), seconds });
  expect(signatureOf(other)).not.toBe(signatureOf(first));
});

test('a page of messages with a thousand pictures is signed in a moment', () => {
  const validity = { from: new Date('2013-05-24'), seconds: 60 };
  const started = performance.now();
  for (let url = 0; url < 6_000; url += 1) signer.urlOf(`messages/${url}/large.jpg`, validity);
  expect(performance.now() - started).toBeLessThan(1_000);
});
