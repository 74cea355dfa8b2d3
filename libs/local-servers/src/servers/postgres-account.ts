import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The account of a server program; undefined fields mean the current account. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** Returns the account for Postgres, which refuses to run as root: for root, `postgres` or else `nobody`. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const account = lookUp(name);
    if (account) return account;
  }
  throw new Error(
    'Postgres refuses to run as root, and there is neither a user "postgres" nor "nobody"',
  );
}

function lookUp(name: string): Account | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/**
 * Gives `folder` to the account. When the account cannot traverse a parent folder (such as /root), the data is stored
 * in the system's folder for persistent temporary files, and `folder` becomes a link to it.
 *
 * @returns the real folder
 */
export function giveFolder(folder: string, account: Account): string {
  if (account.uid === undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  mkdirSync(path.dirname(folder), { recursive: true });
  const real = canTraverse(path.dirname(folder), account) ? folder : outsideFolder(folder);
  mkdirSync(real, { recursive: true });
  chownSync(real, account.uid, account.gid ?? account.uid);
  chmodSync(real, 0o700);

  return real;
}

/** @returns the folder that stores the data of `folder` when its account cannot reach `folder` */
export function outsideFolder(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const real = path.join(process.platform === 'linux' ? '/var/tmp' : tmpdir(), `tribe-${name}`);

  try {
    symlinkSync(real, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }

  return real;
}

function canTraverse(folder: string, account: Account): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    const stat = statSync(current);
    const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001;
    if ((stat.mode & bit) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}
