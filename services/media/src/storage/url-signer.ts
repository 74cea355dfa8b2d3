import type { S3Client } from '@aws-sdk/client-s3';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';

/** A time and a number of seconds from then on. */
export interface Validity {
  readonly from: Date;
  readonly seconds: number;
}

/**
 * Signs URLs that read objects of a bucket. A page of messages can have thousands of them: the presigner alone takes 30 µs
 * for each, and `getSignedUrl`, which runs the whole pipeline of the client, 700 µs.
 */
export class UrlSigner {
  private readonly signer: S3RequestPresigner;

  /** @param bucketUrl the bucket as clients reach it, without a slash at the end */
  constructor(
    { config: { region, credentials, sha256 } }: S3Client,
    private readonly bucketUrl: string,
  ) {
    this.signer = new S3RequestPresigner({ region, credentials, sha256 });
  }

  /** Returns the URL of an object. Anyone who has it can read the object while it is valid. */
  async urlOf(objectKey: string, { from, seconds }: Validity): Promise<string> {
    const { protocol, host, origin, pathname } = new URL(
      `${this.bucketUrl}/${encodedPath(objectKey)}`,
    );

    const request = {
      method: 'GET',
      protocol,
      hostname: host,
      path: pathname,
      query: {},
      headers: { host },
    };

    const { query = {} } = await this.signer.presign(request, {
      signingDate: from,
      expiresIn: seconds,
    });

    return `${origin}${pathname}?${new URLSearchParams(query as Record<string, string>).toString()}`;
  }
}

function encodedPath(objectKey: string): string {
  return objectKey.split('/').map(encodeURIComponent).join('/');
}
