import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { id, Clock, newId, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { User } from '../generated/prisma/client';
import { requestableKinds } from '../mail/account-mail.rules';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';

const requestedMail = z.object({
  kind: z.enum(requestableKinds),
  /** null when no account has the address of the request */
  userId: id.nullable(),
});
type RequestedMail = z.infer<typeof requestedMail>;

/**
 * Mails that a person can cause by address. The request does the same for a known and an unknown address: one look-up and
 * one job. All that differs happens in the job, where no client can time it.
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

  async enqueue(kind: RequestedMail['kind'], email: string): Promise<void> {
    const user = await this.prisma.user.findUnique({ where: { email }, select: { id: true } });
    const payload: RequestedMail = { kind, userId: user?.id ?? null };
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
    const { kind, userId } = requestedMail.parse(job.payload);
    if (userId === null) return;
    await this.transactions.run(async (tx) => {
      // The lock makes requests that come at the same moment count each other.
      const user = await lockUser(tx, userId);
      const email = user?.isActive ? addressFor(kind, user) : undefined;
      if (email === undefined || (await isOfAnotherUser(tx, email, userId))) return;
      if (!(await this.mails.isBelowLimit(tx, userId, kind))) return;
      await this.mails.request(tx, { id: job.id, userId, kind, email });
    });
  }
}

/** The address to mail to; undefined when there is nothing to verify. */
function addressFor(
  kind: RequestedMail['kind'],
  { email, emailVerified, pendingEmail }: User,
): string | undefined {
  if (kind !== 'verify_email') return email;
  return pendingEmail ?? (emailVerified ? undefined : email);
}

/** A pending address may belong to another account, whose owner is not written to. */
async function isOfAnotherUser(tx: Tx, email: string, userId: string): Promise<boolean> {
  return (await tx.user.count({ where: { email, id: { not: userId } } })) > 0;
}
