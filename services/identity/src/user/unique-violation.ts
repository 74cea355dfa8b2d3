import { Prisma } from '../generated/prisma/client';

/** Whether a write failed because somebody else has what may exist only once. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
