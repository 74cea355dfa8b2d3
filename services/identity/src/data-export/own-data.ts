import type { PrismaService } from '../prisma.service';

const maxRows = 10_000;

/** Rows by the name of their section. */
type Sections = Record<string, unknown[]>;

/** The personal data in identity, without secrets and hashes of them. */
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
  const [account, settings, discovery, phones, roles, bans] = await Promise.all([
    prisma.user.findUniqueOrThrow({
      where: { id: userId },
      omit: { version: true, usernameKey: true, banReason: true },
    }),
    prisma.userSettings.findMany({ where, take: 1 }),
    prisma.discoveryProfile.findMany({ where, take: 1, include: { preferences: true } }),
    prisma.phoneNumber.findMany({ where, take: 1, select: { verifiedAt: true } }),
    prisma.userRole.findMany({ where, take: maxRows, select: { role: true, grantedAt: true } }),
    prisma.moderationBan.findMany({ where, take: maxRows, omit: { userId: true } }),
  ]);
  return {
    account: [account],
    settings,
    discovery_profile: discovery,
    phone_numbers: phones,
    roles,
    bans,
  };
}

async function loginsOf(prisma: PrismaService, userId: string): Promise<Sections> {
  const newestFirst = { where: { userId }, orderBy: { id: 'desc' }, take: maxRows } as const;
  const [passkeys, loginMethods, authenticatorApps] = await Promise.all([
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
  return { passkeys, ways_to_log_in: loginMethods, authenticator_apps: authenticatorApps };
}

async function historyOf(prisma: PrismaService, userId: string): Promise<Sections> {
  const newestFirst = { where: { userId }, orderBy: { id: 'desc' }, take: maxRows } as const;
  const [sessions, activities, mails] = await Promise.all([
    prisma.session.findMany({ ...newestFirst, omit: { version: true } }),
    prisma.userActivity.findMany({ ...newestFirst, omit: { actorId: true } }),
    prisma.accountMail.findMany(newestFirst),
  ]);
  return { sessions, activities, mails };
}
