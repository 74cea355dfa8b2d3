import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, Cursors, newId } from '@tribe/service-kit';
import { isConfirmed } from './alert.rules';

/** The alert that a sender is about to raise. */
interface Asked {
  readonly userId: string;
  readonly conversationId: string;
  readonly content: string;
}

/**
 * Seals the confirmations of alerts: for one sender, channel and content, for five minutes. A confirmation contains the id
 * of its alert, so it raises one.
 */
@Injectable()
export class AlertConfirmations {
  constructor(
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  issue(asked: Asked): string {
    const rank = BigInt(this.clock.now().getTime());
    return this.cursors.encode(purposeOf(asked), { id: newId(), rank });
  }

  /** Returns the id of the alert, or undefined for a confirmation that was not issued for it in the last five minutes. */
  alertIdOf(asked: Asked, confirmation: string): string | undefined {
    const opened = this.open(asked, confirmation);
    if (!opened) return undefined;
    const issuedAt = new Date(Number(opened.rank));

    return isConfirmed(issuedAt, this.clock.now()) ? opened.id : undefined;
  }

  private open(asked: Asked, confirmation: string) {
    try {
      return this.cursors.decode(purposeOf(asked), confirmation);
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }
}

function purposeOf({ userId, conversationId, content }: Asked): string {
  const digest = createHash('sha256').update(content, 'utf8').digest('hex');
  return `alert ${userId} ${conversationId} ${digest}`;
}
