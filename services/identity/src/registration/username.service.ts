import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrismaService, type Tx } from '../prisma.service';
import { usernameKeyOf } from '../user/user.rules';
import { isReservedUsername, nameOfAnybody, usernameCandidates } from '../user/username.rules';

const suggested = 3;

export interface UsernameAnswer {
  readonly username: string;
  readonly available: boolean;
  /** Why it is not to be had. */
  readonly reason: 'taken' | 'reserved' | null;
  readonly suggestions: string[];
}

@Injectable()
export class UsernameService {
  constructor(private readonly prisma: PrismaService) {}

  /** Whether a name can be taken now. Only taking it decides: somebody else may be faster. */
  async checkUsername(username: string, client: Tx = this.prisma): Promise<UsernameAnswer> {
    const candidates = usernameCandidates(username, randomInt(1_000, 10_000));
    const taken = await takenAmong(client, [username, ...candidates]);
    const reason = isReservedUsername(username)
      ? 'reserved'
      : taken.has(usernameKeyOf(username))
        ? 'taken'
        : null;
    const free = candidates.filter(
      (name) => !taken.has(usernameKeyOf(name)) && !isReservedUsername(name),
    );
    return {
      username,
      available: reason === null,
      reason,
      suggestions: reason ? free.slice(0, suggested) : [],
    };
  }

  /** The name itself or one like it, which nobody has at the moment; another one when all like it are reserved. */
  async suggest(username: string, client: Tx = this.prisma): Promise<string> {
    const { available, reason, suggestions } = await this.checkUsername(username, client);
    if (available) return username;
    return (
      suggestions[0] ??
      (reason === 'reserved' ? await this.suggest(nameOfAnybody, client) : username)
    );
  }
}

async function takenAmong(client: Tx, usernames: readonly string[]): Promise<Set<string>> {
  const rows = await client.user.findMany({
    where: { usernameKey: { in: usernames.map(usernameKeyOf) } },
    select: { usernameKey: true },
  });
  return new Set(rows.map(({ usernameKey }) => usernameKey));
}
