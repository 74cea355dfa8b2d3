import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, commonErrors, InjectConfig, Lifecycle } from '@tribe/service-kit';
import type { MediaConfig } from '../config';
import { UrlSigner } from './url-signer';

const callTimeoutMs = 10_000;
const transferTimeoutMs = 120_000;
/** Objects never change: a changed picture is another media. */
const cacheControl = 'max-age=2592000, immutable';

export interface UploadRequest {
  readonly url: string;
  /** The client must send these headers with exactly these values, because they are signed. */
  readonly headers: Record<string, string>;
}

/** The storage does not answer, or does not do what it should: the work can be tried again later. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

export interface NewObject {
  readonly key: string;
  readonly file: string;
  readonly size: number;
  readonly contentType: string;
  /** Absent for an object that browsers may show. */
  readonly contentDisposition?: string;
}

/** The bucket, by the S3 protocol. All calls have deadlines. */
@Injectable()
export class ObjectStore {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly signer: UrlSigner;
  /** Absent when the bucket decides. */
  private readonly encryption: {
    ServerSideEncryption?: 'AES256' | 'aws:kms';
    SSEKMSKeyId?: string;
  };

  constructor(
    @InjectConfig() config: MediaConfig,
    private readonly clock: Clock,
    lifecycle: Lifecycle,
  ) {
    this.bucket = config.S3_BUCKET;
    this.encryption = encryptionOf(config);

    this.client = new S3Client({
      endpoint: config.S3_ENDPOINT,
      region: config.S3_REGION,
      // Servers on a host without wildcard names need it, and S3 accepts it.
      forcePathStyle: true,
      maxAttempts: 3,
      credentials: { accessKeyId: config.S3_ACCESS_KEY, secretAccessKey: config.S3_SECRET_KEY },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 2_000, requestTimeout: transferTimeoutMs },
    });

    const bucketUrl = `${config.S3_ENDPOINT.replace(/\/$/, '')}/${config.S3_BUCKET}`;
    this.signer = new UrlSigner(this.client, bucketUrl);

    lifecycle.onStop('connections', async () => this.client.destroy());
  }

  /** Returns a request that uploads exactly these bytes: length, type and checksum are part of the signature. */
  async uploadRequest(
    key: string,
    { size, contentType, sha256 }: { size: number; contentType: string; sha256: string },
    expiresIn: number,
  ): Promise<UploadRequest> {
    const checksum = Buffer.from(sha256, 'hex').toString('base64');

    const command = new PutObjectCommand({
      Bucket: this.bucket,
      Key: key,
      ContentLength: size,
      ContentType: contentType,
      ChecksumSHA256: checksum,
      ...this.encryption,
    });

    const url = await getSignedUrl(this.client, command, {
      expiresIn,
      signableHeaders: new Set(['host', 'content-length', 'content-type']),
      unhoistableHeaders: new Set([
        'x-amz-checksum-sha256',
        ...Object.keys(this.encryptionHeaders),
      ]),
    });

    const headers = { 'content-type': contentType, 'x-amz-checksum-sha256': checksum };

    return { url, headers: { ...headers, ...this.encryptionHeaders } };
  }

  /** The headers of {@link encryption}, which the client of an upload must send. */
  private get encryptionHeaders(): Record<string, string> {
    const { ServerSideEncryption: algorithm, SSEKMSKeyId: key } = this.encryption;
    return {
      ...(algorithm !== undefined && { 'x-amz-server-side-encryption': algorithm }),
      ...(key !== undefined && { 'x-amz-server-side-encryption-aws-kms-key-id': key }),
    };
  }

  /**
   * Returns a URL that is valid for at least `seconds`. It stays the same for as long again, so that clients can cache
   * what it returns.
   */
  urlOf(key: string, seconds: number): Promise<string> {
    const periodMs = seconds * 1_000;
    const from = new Date(Math.floor(this.clock.now().getTime() / periodMs) * periodMs);

    return this.signer.urlOf(key, { from, seconds: 2 * seconds });
  }

  /**
   * @returns the size of the object; undefined when there is none
   * @throws AppError SERVICE_UNAVAILABLE when the storage does not answer
   */
  async sizeOf(key: string): Promise<number | undefined> {
    try {
      const head = await this.client.send(
        new HeadObjectCommand({ Bucket: this.bucket, Key: key }),
        { abortSignal: AbortSignal.timeout(callTimeoutMs) },
      );
      return head.ContentLength;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new AppError(commonErrors.SERVICE_UNAVAILABLE, { retryAfterSeconds: 5, cause: error });
    }
  }

  /**
   * @returns false when there is no such object
   * @throws StorageError
   */
  async download(key: string, file: string, signal: AbortSignal): Promise<boolean> {
    try {
      const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(transferTimeoutMs)]);
      const command = new GetObjectCommand({ Bucket: this.bucket, Key: key });
      const { Body } = await this.client.send(command, { abortSignal });
      if (!(Body instanceof Readable)) return false;
      await pipeline(Body, createWriteStream(file), { signal: abortSignal });

      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw new StorageError('An object was not downloaded', { cause: error });
    }
  }

  /** @throws StorageError */
  async put(object: NewObject, signal: AbortSignal): Promise<void> {
    const { key, file, size, contentType, contentDisposition } = object;

    const command = new PutObjectCommand({
      Bucket: this.bucket,
      Key: key,
      Body: createReadStream(file),
      ContentLength: size,
      ContentType: contentType,
      CacheControl: cacheControl,
      ...(contentDisposition !== undefined && { ContentDisposition: contentDisposition }),
      ...this.encryption,
    });

    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(transferTimeoutMs)]);

    await this.client.send(command, { abortSignal }).catch((error: unknown) => {
      throw new StorageError('An object was not stored', { cause: error });
    });
  }

  /** Missing objects are no error. */
  async delete(keys: readonly string[]): Promise<void> {
    const Objects = keys.map((Key) => ({ Key }));

    const command = new DeleteObjectsCommand({
      Bucket: this.bucket,
      Delete: { Objects, Quiet: true },
    });

    const { Errors = [] } = await this.client.send(command, {
      abortSignal: AbortSignal.timeout(callTimeoutMs),
    });

    const failed = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
    if (failed.length > 0) throw new Error(`The object storage kept ${failed.length} objects`);
  }
}

function encryptionOf({ S3_ENCRYPTION: algorithm, S3_KMS_KEY_ID: key }: MediaConfig) {
  if (algorithm === undefined) return {};
  const isKms = algorithm === 'aws:kms' && key !== undefined;

  return { ServerSideEncryption: algorithm, ...(isKms && { SSEKMSKeyId: key }) };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && ['NotFound', 'NoSuchKey'].includes(error.name);
}
