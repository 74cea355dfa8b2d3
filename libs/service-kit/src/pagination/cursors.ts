import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { BaseConfig } from '../config/base.config';
import { InjectConfig } from '../config/inject-config.decorator';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';

/** The position of the last row of a page, after which the next page begins. */
export interface CursorPosition {
  /** UUID of the row. */
  readonly id: string;
  /** The sort key, when it is not the id: any signed 64-bit number, such as Unix microseconds. */
  readonly rank?: bigint;
}

const rankBytes = 8;
const idBytes = 16;
const bodyBytes = rankBytes + idBytes;
const macBytes = 16;
const totalBytes = bodyBytes + macBytes;
const uuidPattern = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/**
 * Encodes list cursors: opaque, always 54 characters, and signed, so that clients cannot forge them.
 *
 * @example
 * const after = query.cursor === undefined ? undefined : cursors.decode('goals', query.cursor);
 * const next_cursor = cursors.encode('goals', { id: last.id });
 */
@Injectable()
export class Cursors {
  constructor(@InjectConfig() private readonly config: BaseConfig) {}

  /** @param list name of the list and its order; other lists refuse the cursor */
  encode(list: string, { id, rank = 0n }: CursorPosition): string {
    const bytes = Buffer.alloc(totalBytes);
    bytes.writeBigInt64BE(rank);
    bytes.write(id.replaceAll('-', ''), rankBytes, 'hex');
    this.sign(list, bytes.subarray(0, bodyBytes)).copy(bytes, bodyBytes);

    return bytes.toString('base64url');
  }

  /** @throws AppError CURSOR_INVALID for a cursor that {@link encode} did not create for this list */
  decode(list: string, cursor: string): Required<CursorPosition> {
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.length !== totalBytes || bytes.toString('base64url') !== cursor)
      throw new AppError(commonErrors.CURSOR_INVALID);
    const body = bytes.subarray(0, bodyBytes);
    if (!timingSafeEqual(this.sign(list, body), bytes.subarray(bodyBytes)))
      throw new AppError(commonErrors.CURSOR_INVALID);
    const id = body.toString('hex', rankBytes).replace(uuidPattern, '$1-$2-$3-$4-$5');

    return { id, rank: body.readBigInt64BE() };
  }

  private sign(list: string, body: Buffer): Buffer {
    return createHmac('sha256', this.config.CURSOR_SECRET)
      .update(`cursor ${list}\0`)
      .update(body)
      .digest()
      .subarray(0, macBytes);
  }
}
