import { Injectable } from '@nestjs/common';
import { ScatteredMessages } from '../message/scattered-messages';
import type { FoundRow } from './message-search.queries';
import { foundMessageView } from './message-search.view';

/** Shows the messages that a search has found, each as in its conversation. */
@Injectable()
export class FoundMessages {
  constructor(private readonly messages: ScatteredMessages) {}

  /** Omits messages that were deleted, and conversations that the viewer has left, since they were found. */
  async of(viewerId: string, rows: readonly FoundRow[], marked: ReadonlyMap<string, string>) {
    const shown = await this.messages.of(viewerId, rows);

    return rows.flatMap(({ id }) => {
      const message = shown.get(id);
      return message?.content ? [foundMessageView(message, marked.get(id))] : [];
    });
  }
}
