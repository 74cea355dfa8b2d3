import type { PrismaService } from '../prisma.service';

const mostRows = 10_000;

type Sections = Record<string, unknown[]>;

/** What identity itself holds about a person; secrets, and hashes of them, are in no archive. */
export async function ownDataOf(prisma: PrismaService, userId: string): Promise<Sections> {
  const [profile, logins, history] = await Promise.all([
    profileOf(prisma, userId),
    loginsOf(prisma, userId),
    historyOf(prisma, userId),
  ]);
  return { ...profile, ...history, ...logins };
}

async function profileOf(prisma: PrismaService, userId: string): Promise<Sections> {
  const where = { userId };
  const [account, settings, discovery, phones, roles] = await Promise.all([
    prisma.user.findUniqueOrThrow({
      where: { id: userId },
      omit: { version: true, usernameKey: true, banReason: true },
    }),
    prisma.userSettings.findMany({ where, take: 1 }),
    prisma.discoveryProfile.findMany({ where, take: 1, include: { preferences: true } }),
    prisma.phoneNumber.findMany({ where, take: 1, select: { verifiedAt: true } }),
    prisma.userRole.findMany({ where, take: mostRows, select: { role: true, grantedAt: true } }),
  ]);
  return {
    account: [account],
    settings,
    discovery_profile: discovery,
    phone_numbers: phones,
    roles,
  };
}

async function loginsOf(prisma: PrismaService, userId: string): Promise<Sections> {
  const newestFirst = { where: { userId }, orderBy: { id: 'desc' }, take: mostRows } as const;
  const [passkeys, ways, apps] = await Promise.all([
    prisma.passkey.findMany({ ...newestFirst, select: { id: true, name: true, createdAt: true } }),
    prisma.credential.findMany({
      ...newestFirst,
      select: { kind: true, subject: true, createdAt: true },
    }),
    prisma.secondFactor.findMany({
      where: { userId },
      take: 1,
      select: { createdAt: true, confirmedAt: true },
    }),
  ]);
  return { passkeys, ways_to_log_in: ways, authenticator_apps: apps };
}

async function historyOf(prisma: PrismaService, userId: string): Promise<Sections> {
  const newestFirst = { where: { userId }, orderBy: { id: 'desc' }, take: mostRows } as const;
  const [sessions, activities, mails] = await Promise.all([
    prisma.session.findMany({ ...newestFirst, omit: { version: true } }),
    prisma.userActivity.findMany({ ...newestFirst, omit: { actorId: true } }),
    prisma.accountMail.findMany(newestFirst),
  ]);
  return { sessions, activities, mails };
}
