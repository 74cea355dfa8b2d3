import { newId, Transactions } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';
import { PrismaService, type Tx } from '../prisma.service';
import { DigestPersonalData } from './digest-personal-data';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
});
afterAll(() => tribe.stop());

test('the state of the mails to a user is exported and erased, and that of other users is not', async () => {
  const { app } = tribe.service('notifications');
  const prisma = app.get(PrismaService);
  const [leaving, staying, third] = [newId(), newId(), newId()];
  const requestedAt = tribe.clock.now();
  const pending = (partnerId: string, ownerId: string) => ({
    checkinId: newId(),
    partnerId,
    ownerId,
    requestedAt,
  });
  await app.get(Transactions<Tx>).run(async (tx: Tx) => {
    const data = [pending(leaving, staying), pending(staying, leaving), pending(staying, third)];
    await tx.pendingVerification.createMany({ data });
    await tx.digestMail.createMany({ data: [{ userId: leaving }, { userId: staying }] });
    await tx.firstGoalCandidate.create({ data: { userId: leaving, registeredAt: requestedAt } });
  });
  const personal = app.get(DigestPersonalData);
  const pages = [];
  for await (const page of personal.exportFor(leaving)) pages.push(page);
  expect(pages).toMatchObject([{ section: 'digest_mails', rows: [{ userId: leaving }] }]);
  const counts = await app.get(Transactions<Tx>).run((tx: Tx) => personal.erase(tx, leaving));
  expect(counts).toEqual({ pending_verifications: 2, first_goal_candidates: 1, digest_mails: 1 });
  expect(await prisma.pendingVerification.count()).toBe(1);
  expect(await prisma.digestMail.count({ where: { userId: staying } })).toBe(1);
});
