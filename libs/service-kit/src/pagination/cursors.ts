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

    return this.seal(list, body);
  }

  /** @throws AppError CURSOR_INVALID for a cursor that {@link encode} did not create for this list */
  decode(list: string, cursor: string): Required<CursorPosition> {
    const body = this.open(list, cursor, bodyBytes);
    if (!body) throw new AppError(commonErrors.CURSOR_INVALID);
    const id = body.toString('hex', rankBytes).replace(uuidPattern, '$1-$2-$3-$4-$5');

    return { id, rank: body.readBigInt64BE() };
  }

  /**
   * Seals a position of another form, like {@link encode}; the length of the cursor depends only on that of the body.
   *
   * @param purpose what the cursor is for, and all that must be the same when it comes back
   */
  seal(purpose: string, body: Buffer): string {
    const mac = this.sign(purpose, body);
    return Buffer.concat([mac, this.crypt(mac, body)]).toString('base64url');
  }

  /**
   * Returns the body of a cursor, or undefined if {@link seal} did not create it for this purpose.
   *
   * @param size of the body, in bytes
   */
  open(purpose: string, cursor: string, size: number): Buffer | undefined {
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.length !== macBytes + size || bytes.toString('base64url') !== cursor)
      return undefined;

    const mac = bytes.subarray(0, macBytes);
    const body = this.crypt(mac, bytes.subarray(macBytes));

    return timingSafeEqual(this.sign(purpose, body), mac) ? body : undefined;
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
