import { Injectable } from '@nestjs/common';
import type { Caller } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { ListChainQuery } from './chain.dto';
import { findHash, listChain } from './chain.queries';
import { chainView } from './chain.view';

const beforeFirst = Buffer.alloc(32);

/** Shows participants the hashes of a conversation, with which they can prove what they have stored. */
@Injectable()
export class ChainService {
  constructor(private readonly access: ConversationAccess) {}

  async listChain({ userId }: Caller, conversationId: string, query: ListChainQuery) {
    const { joinedSeq, sql } = await this.access.require(userId, 'see', conversationId);
    const asked = BigInt(query.after_seq);
    const after = asked > joinedSeq ? asked : joinedSeq;

    const [hash, found] = await Promise.all([
      findHash(sql, conversationId, after),
      listChain(sql, { conversationId, joinedSeq, after }, query.limit + 1),
    ]);

    const entries = found.slice(0, query.limit);

    return chainView(
      { seq: after, hash: hash ?? beforeFirst },
      entries,
      found.length > query.limit,
    );
  }
}
