import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Clock, newId, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { mailsPerHour } from '../mail/account-mail.rules';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';

const hourMs = 3_600_000;

const requested = z.object({
  kind: z.enum(['verify_email', 'reset_password']),
  /** Null when no account has the address that was given. */
  userId: z.uuid().nullable(),
});
type Requested = z.infer<typeof requested>;

/**
 * Mails a stranger may ask for. The request itself does the same whether the address is known or not: one look-up and one
 * job. All that differs happens here, later, where nobody can time it.
 */
@Injectable()
export class RequestMailJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly dueJobs: DueJobs,
    private readonly mails: AccountMails,
    private readonly clock: Clock,
  ) {}

  async enqueue(kind: Requested['kind'], email: string): Promise<void> {
    const user = await this.prisma.user.findUnique({ where: { email }, select: { id: true } });
    const payload: Requested = { kind, userId: user?.id ?? null };
    await this.transactions.run((tx) =>
      this.dueJobs.enqueue(tx, {
        kind: 'identity-request-mail-v1',
        key: newId(),
        runAt: this.clock.now(),
        payload,
      }),
    );
  }

  @DueJob('identity-request-mail-v1')
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { kind, userId } = requested.parse(job.payload);
    if (userId === null) return;
    await this.transactions.run((tx) => this.requestFor(tx, { jobId: job.id, kind, userId }));
  }

  private async requestFor(
    tx: Tx,
    { jobId, kind, userId }: { jobId: string; kind: Requested['kind']; userId: string },
  ) {
    // Under the lock of the account, so that many requests at once count each other.
    const user = await lockUser(tx, userId);
    if (!user?.isActive) return;
    const email = kind === 'verify_email' ? addressToVerify(user) : user.email;
    if (email === undefined || (await isSomebodyElses(tx, email, userId))) return;
    const since = new Date(this.clock.now().getTime() - hourMs);
    const sent = await tx.accountMail.count({ where: { userId, kind, createdAt: { gt: since } } });
    if (sent < mailsPerHour) await this.mails.request(tx, { id: jobId, userId, kind, email });
  }
}

function addressToVerify(user: {
  email: string;
  emailVerified: boolean;
  pendingEmail: string | null;
}) {
  if (user.pendingEmail !== null) return user.pendingEmail;
  return user.emailVerified ? undefined : user.email;
}

/** An address an account is to go to may be another's, who is not written to. */
async function isSomebodyElses(tx: Tx, email: string, userId: string): Promise<boolean> {
  return (await tx.user.count({ where: { email, id: { not: userId } } })) > 0;
}
