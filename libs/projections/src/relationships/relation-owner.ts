import { Injectable } from '@nestjs/common';
import { RelationService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { Logger } from '@tribe/service-kit';
import { OwnerQuestions } from '../owner-questions';
import type { Pair } from './relation.rules';

const deadlineMs = 500;
const pairsPerCall = 200;
const separator = ' ';

/** The relation of two users, as social-graph knows it. */
interface KnownPair extends Pair {
  readonly arePartners: boolean;
}

/** Asks social-graph what two users are to each other. */
@Calls(RelationService.method.getRelations)
@Injectable()
export class RelationOwner {
  private readonly questions: OwnerQuestions<KnownPair>;

  constructor(
    private readonly rpc: Rpc,
    logger: Logger,
  ) {
    const log = logger.for('RelationOwner');
    this.questions = new OwnerQuestions<KnownPair>((keys) => this.ask(keys), pairsPerCall, log);
  }

  /** Returns undefined when social-graph does not answer: then the projection decides. */
  pairOf(userId: string, otherId: string): Promise<KnownPair | undefined> {
    return this.questions.ask(userId + separator + otherId);
  }

  private async ask(keys: readonly string[]): Promise<ReadonlyMap<string, KnownPair>> {
    const pairs = keys.map((key) => {
      const [userId = '', otherId = ''] = key.split(separator);
      return { userId, otherId };
    });

    const client = this.rpc.client(RelationService);
    const { relations } = await client.getRelations({ pairs }, { deadlineMs });

    return new Map(relations.map((relation, index) => [keys[index] ?? '', relation]));
  }
}
