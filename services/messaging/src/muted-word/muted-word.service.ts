import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  Clock,
  found,
  newId,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { MutedWord } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { MuteWordBody } from './muted-word.dto';
import { decideMutedWord, foldedPhraseOf, maxMutedWords } from './muted-word.rules';
import { mutedWordView } from './muted-word.view';

type NewWord = Omit<MutedWord, 'id'>;

/** The words and phrases of whose messages a user is not notified. */
@Injectable()
export class MutedWordService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  async listMutedWords({ userId }: Caller) {
    const rows = await this.transactions.run((tx) =>
      tx.mutedWord.findMany({
        where: { userId, OR: [{ mutedUntil: null }, { mutedUntil: { gt: this.clock.now() } }] },
        orderBy: { id: 'desc' },
        take: maxMutedWords,
      }),
    );

    return { muted_words: rows.map(mutedWordView) };
  }

  async muteWord({ userId }: Caller, { phrase, until }: MuteWordBody) {
    const createdAt = this.clock.now();
    const mutedUntil = until ? new Date(until) : null;
    if (mutedUntil && mutedUntil <= createdAt) throw new AppError(errors.MUTE_END_PASSED);
    const word = { userId, phrase, folded: foldedPhraseOf(phrase), mutedUntil, createdAt };
    const { muted, isNew } = await this.transactions.run((tx) => write(tx, word));
    const view = mutedWordView(muted);

    return isNew ? view : found(view);
  }

  async unmuteWord({ userId }: Caller, id: string): Promise<void> {
    const { count } = await this.transactions.run((tx) =>
      tx.mutedWord.deleteMany({ where: { id, userId } }),
    );
    if (count === 0) throw new AppError(errors.MUTED_WORD_NOT_FOUND);
  }
}

/** Requests of a user wait for each other, so that they keep to the limit. */
async function write(tx: Tx, word: NewWord): Promise<{ muted: MutedWord; isNew: boolean }> {
  const { userId, folded, phrase, mutedUntil, createdAt: now } = word;
  const lock = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
  await tx.sql.execute('muted_words_lock', lock, [`muted words of ${userId}`]);
  await tx.mutedWord.deleteMany({ where: { userId, mutedUntil: { lte: now } } });

  const known = await tx.mutedWord.findMany({ where: { userId }, take: maxMutedWords });
  const former = known.find((each) => each.folded === folded);
  settle(decideMutedWord(known.length, former !== undefined));

  const muted = former
    ? await tx.mutedWord.update({ where: { id: former.id }, data: { phrase, mutedUntil } })
    : await tx.mutedWord.create({ data: { id: newId(), ...word } });

  return { muted, isNew: former === undefined };
}
