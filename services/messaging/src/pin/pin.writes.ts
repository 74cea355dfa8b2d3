import type { Tx } from '../prisma.service';

/** Pins or unpins a message of a locked conversation, and returns the new version of the message. */
export async function writePin(
  tx: Tx,
  messageId: string,
  pin: { pinnedAt: Date; pinnedBy: string } | { pinnedAt: null; pinnedBy: null },
): Promise<bigint> {
  const { version } = await tx.message.update({
    where: { id: messageId },
    data: { ...pin, version: { increment: 1 } },
    select: { version: true },
  });

  return version;
}
