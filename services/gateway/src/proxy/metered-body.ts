import { Transform, type TransformCallback } from 'node:stream';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

/** A request body on its way to the owner, cut off when it is larger than allowed, whatever its headers said. */
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
