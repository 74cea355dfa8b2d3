import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrismaService, type Tx } from '../prisma.service';
import { usernameKeyOf } from '../user/user.rules';
import { fallbackUsername, isReservedUsername, similarUsernames } from '../user/username.rules';
import type { UsernameResponse } from './username.dto';

const maxSuggestions = 3;

@Injectable()
export class UsernameService {
  constructor(private readonly prisma: PrismaService) {}

  /** Whether a username can be taken now. Only taking it decides: another user may be faster. */
  checkUsername(username: string): Promise<UsernameResponse> {
    return check(this.prisma, username);
  }

  /** The username, or a similar name that is free now; another name when all similar names are reserved. */
  async suggestUsername(tx: Tx, username: string): Promise<string> {
    const { available, reason, suggestions } = await check(tx, username);
    if (available) return username;
    const [suggestion] = suggestions;
    if (suggestion !== undefined) return suggestion;

    return reason === 'reserved' ? this.suggestUsername(tx, fallbackUsername) : username;
  }
}

async function check(client: Tx, username: string): Promise<UsernameResponse> {
  const similar = similarUsernames(username, randomInt(1_000, 10_000));
  const taken = await takenAmong(client, [username, ...similar]);
  const isTaken = (name: string) => taken.has(usernameKeyOf(name));

  const reason = reasonAgainst(username, isTaken(username));
  const free = similar.filter((name) => !isTaken(name) && !isReservedUsername(name));

  return {
    username,
    available: reason === null,
    reason,
    suggestions: reason === null ? [] : free.slice(0, maxSuggestions),
  };
}

/** Why the username is not available. */
function reasonAgainst(username: string, isTaken: boolean): UsernameResponse['reason'] {
  if (isReservedUsername(username)) return 'reserved';
  return isTaken ? 'taken' : null;
}

/** The keys of those usernames that users have. */
async function takenAmong(client: Tx, usernames: readonly string[]): Promise<Set<string>> {
  const rows = await client.user.findMany({
    where: { usernameKey: { in: usernames.map(usernameKeyOf) } },
    select: { usernameKey: true },
  });
  return new Set(rows.map(({ usernameKey }) => usernameKey));
}
