import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto';
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
 * Encodes list cursors: always 54 characters, signed, so that clients cannot forge them, and encrypted, so that clients
 * learn neither ids nor times of rows that they are not shown. The signature is the initialization vector of the encryption
 * (a synthetic IV as in RFC 5297), so equal positions have equal cursors.
 *
 * @example
 * const after = query.cursor === undefined ? undefined : cursors.decode('goals', query.cursor);
 * const next_cursor = cursors.encode('goals', { id: last.id });
 */
@Injectable()
export class Cursors {
  private readonly encryptionKey: Buffer;

  constructor(@InjectConfig() private readonly config: BaseConfig) {
    this.encryptionKey = createHmac('sha256', config.CURSOR_SECRET).update('encryption').digest();
  }

  /** @param list name of the list and its order; other lists refuse the cursor */
  encode(list: string, { id, rank = 0n }: CursorPosition): string {
    const body = Buffer.alloc(bodyBytes);
    body.writeBigInt64BE(rank);
    body.write(id.replaceAll('-', ''), rankBytes, 'hex');
    const mac = this.sign(list, body);

    return Buffer.concat([mac, this.crypt(mac, body)]).toString('base64url');
  }

  /** @throws AppError CURSOR_INVALID for a cursor that {@link encode} did not create for this list */
  decode(list: string, cursor: string): Required<CursorPosition> {
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.length !== totalBytes || bytes.toString('base64url') !== cursor)
      throw new AppError(commonErrors.CURSOR_INVALID);
    const mac = bytes.subarray(0, macBytes);
    const body = this.crypt(mac, bytes.subarray(macBytes));
    if (!timingSafeEqual(this.sign(list, body), mac))
      throw new AppError(commonErrors.CURSOR_INVALID);
    const id = body.toString('hex', rankBytes).replace(uuidPattern, '$1-$2-$3-$4-$5');

    return { id, rank: body.readBigInt64BE() };
  }

  /** Encrypts or decrypts. */
  private crypt(iv: Buffer, body: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-ctr', this.encryptionKey, iv);
    return Buffer.concat([cipher.update(body), cipher.final()]);
  }

  private sign(list: string, body: Buffer): Buffer {
    return createHmac('sha256', this.config.CURSOR_SECRET)
      .update(`cursor ${list}\0`)
      .update(body)
      .digest()
      .subarray(0, macBytes);
  }
}
