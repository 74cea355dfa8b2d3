import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InjectConfig } from '../config/inject-config.decorator';
import { secretText } from '../config/variable-types';

/** Configuration of a service that creates links. */
export const linkConfig = z.object({
  LINK_SECRET: secretText.describe('Signs the tokens of links in mails; the same on every replica'),
});

const idBytes = 16;
const macBytes = 32;
const uuidPattern = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/**
 * Tokens of mailed links: the id of a row and its HMAC-SHA256, always 64 characters. The service that owns the row
 * recreates the token whenever the mail is sent, so that no table, event or queue stores a secret. The row decides
 * whether the link is still valid (expiry, use).
 *
 * @example
 * const token = links.tokenOf('reset-password', mail.id);
 * const mailId = links.idIn('reset-password', token);
 */
@Injectable()
export class LinkTokens {
  constructor(@InjectConfig() private readonly config: z.infer<typeof linkConfig>) {}

  /** @param purpose action of the link; a token of one purpose is refused for another */
  tokenOf(purpose: string, id: string): string {
    const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
    return Buffer.concat([bytes, this.sign(purpose, bytes)]).toString('base64url');
  }

  /** @returns the id; undefined for a token that {@link tokenOf} did not create for this purpose */
  idIn(purpose: string, token: string): string | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== idBytes + macBytes || bytes.toString('base64url') !== token)
      return undefined;
    const id = bytes.subarray(0, idBytes);
    if (!timingSafeEqual(this.sign(purpose, id), bytes.subarray(idBytes))) return undefined;

    return id.toString('hex').replace(uuidPattern, '$1-$2-$3-$4-$5');
  }

  private sign(purpose: string, id: Buffer): Buffer {
    return createHmac('sha256', this.config.LINK_SECRET)
      .update(`link ${purpose}\0`)
      .update(id)
      .digest();
  }
}
