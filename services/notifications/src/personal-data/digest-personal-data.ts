import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
} from '@tribe/personal-data';
import { erasePending } from '../digest/pending-verification.queries';
import { PrismaService, type Tx } from '../prisma.service';

const rowsPerBatch = 500;

/** Exports and erases what the mails to a user rest on. */
@PersonalDataSource()
export class DigestPersonalData implements PersonalData<Tx> {
  constructor(private readonly prisma: PrismaService) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    const mails = await this.prisma.digestMail.findMany({ where: { userId } });
    yield { section: 'digest_mails', rows: mails };
  }

  /** Also erases that check-ins of the user wait for partners. */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const verifications = await erasePending(tx.sql, userId, rowsPerBatch);
    const candidates = await tx.firstGoalCandidate.deleteMany({ where: { userId } });
    const mails = await tx.digestMail.deleteMany({ where: { userId } });

    return {
      pending_verifications: verifications,
      first_goal_candidates: candidates.count,
      digest_mails: mails.count,
    };
  }
}
