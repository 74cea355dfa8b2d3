import type { PrismaService } from '../prisma.service';

const mostRows = 10_000;

/** What identity itself holds about a person; secrets, and hashes of them, are not for anybody. */
export async function ownDataOf(prisma: PrismaService, userId: string): Promise<Record<string, unknown[]>> {
  const where = { userId };
  const newestFirst = { orderBy: { id: 'desc' }, take: mostRows } as const;
  const [account, settings, discovery, sessions, activities, mails, passkeys, ways, apps, phones, roles] =
    await Promise.all([
      prisma.user.findUniqueOrThrow({
        where: { id: userId },
        omit: { version: true, usernameKey: true, banReason: true },
      }),
      prisma.userSettings.findMany({ where, take: 1 }),
      prisma.discoveryProfile.findMany({ where, take: 1, include: { preferences: true } }),
      prisma.session.findMany({ where, ...newestFirst, omit: { version: true } }),
      prisma.userActivity.findMany({ where, ...newestFirst, omit: { actorId: true } }),
      prisma.accountMail.findMany({ where, ...newestFirst }),
      prisma.passkey.findMany({ where, ...newestFirst, select: { id: true, name: true, createdAt: true } }),
      prisma.credential.findMany({ where, ...newestFirst, select: { kind: true, subject: true, createdAt: true } }),
      prisma.secondFactor.findMany({ where, take: 1, select: { createdAt: true, confirmedAt: true } }),
      prisma.phoneNumber.findMany({ where, take: 1, select: { verifiedAt: true } }),
      prisma.userRole.findMany({ where, take: mostRows, select: { role: true, grantedAt: true } }),
    ]);
  return {
    account: [account],
    settings,
    discovery_profile: discovery,
    sessions,
    activities,
    mails,
    passkeys,
    ways_to_log_in: ways,
    authenticator_apps: apps,
    phone_numbers: phones,
    roles,
  };
}
