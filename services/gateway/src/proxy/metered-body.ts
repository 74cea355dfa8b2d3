import { Transform, type TransformCallback } from 'node:stream';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

/** Passes a request body through. Fails with BODY_TOO_LARGE above the limit, regardless of `Content-Length`. */
export class MeteredBody extends Transform {
  private received = 0;

  constructor(private readonly limitBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.received += chunk.length;
    if (this.received > this.limitBytes) done(new AppError(errors.BODY_TOO_LARGE));
    else done(null, chunk);
  }
}
