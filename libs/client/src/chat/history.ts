import type { ChainEntry, ConversationChain, MessageList } from '../api.generated';
import type { Calls } from '../http/calls';
import type { Book } from './book';
import { type Break, brokenLink, firstDifference } from './chain.rules';
import { type KnownConversation, knownAfter } from './known-conversation';
import { withHistory } from './known.rules';

const pageSize = 50;
/** A proof compares at most this number of entries. */
const maxProvenPages = 40;
const chainPath = '/api/v1/conversations/{conversationId}/chain';
const messagesPath = '/api/v1/conversations/{conversationId}/messages';

/** Reads what a book lacks of the history of a conversation, and proves what it has. */
export class History {
  constructor(
    private readonly calls: Calls,
    private readonly book: Book,
  ) {}

  /** Adds the page of messages before the known ones. @throws TribeError */
  async older(conversationId: string): Promise<void> {
    const oldest = this.book.get(conversationId)?.messages[0];
    await this.read(conversationId, oldest ? { before: oldest.id } : {}, true);
  }

  /**
   * Compares the known messages with the chain of the server. Returns the first difference.
   *
   * @throws TribeError
   */
  async prove(conversationId: string): Promise<Break | undefined> {
    await this.completePushed(conversationId);
    const known = this.book.get(conversationId);
    if (known === undefined) return undefined;

    const { entries, broken } = await this.chainOf(conversationId, known);
    const range = { entries, isComplete: broken === undefined, joinedSeq: known.joinedSeq ?? 0 };
    const difference = firstDifference(known.messages, range);

    return difference ?? broken;
  }

  /** Returns the entries in the range of the known messages, up to the first that does not follow from the one before. */
  private async chainOf(conversationId: string, known: KnownConversation) {
    const { appliedSeq, joinedSeq = 0 } = known;
    const entries: ChainEntry[] = [];
    let after = Math.max(knownAfter(known), joinedSeq);

    for (let count = 0; after < appliedSeq && count < maxProvenPages; count += 1) {
      const page = await this.chain(conversationId, after);
      const broken = brokenLink({ seq: page.after_seq, hash: page.previous_hash }, page.entries);
      const until = Math.min(appliedSeq, (broken?.seq ?? Number.POSITIVE_INFINITY) - 1);
      entries.push(...page.entries.filter(({ seq }) => seq <= until));
      if (broken) return { entries, broken };

      const last = page.entries.at(-1)?.seq ?? after;
      const isShort = !page.has_more && last < appliedSeq;
      if (isShort) return { entries, broken: { seq: last + 1, reason: 'missing' as const } };
      after = last;
    }

    return { entries, broken: undefined };
  }

  /** Reads the messages that are known from pushes only, which have no hashes. */
  private async completePushed(conversationId: string): Promise<void> {
    const pushed = () =>
      this.book.get(conversationId)?.messages.findLast(({ isPushed }) => isPushed);

    for (let last = pushed(); last !== undefined;) {
      await this.read(conversationId, { around: last.id }, false);
      const next = pushed();
      if (next?.id === last.id) return;
      last = next;
    }
  }

  private async read(conversationId: string, query: object, isOldest: boolean): Promise<void> {
    const known = this.book.get(conversationId);
    if (known === undefined) return;
    const asOf = Math.max(known.appliedSeq, ...known.ahead);

    const page = (await this.calls.call('GET', messagesPath, {
      path: { conversationId },
      query: { ...query, limit: pageSize, include_thread_replies: true },
    })) as MessageList;

    this.book.change(conversationId, (each) =>
      withHistory(each, page, { asOf, isOldest, userId: this.book.userId }),
    );
  }

  private async chain(conversationId: string, after: number): Promise<ConversationChain> {
    return (await this.calls.call('GET', chainPath, {
      path: { conversationId },
      query: { after_seq: after },
    })) as ConversationChain;
  }
}
