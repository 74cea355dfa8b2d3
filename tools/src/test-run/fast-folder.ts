import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const inMemory = '/dev/shm';
const bytesNeeded = 1024 ** 3;
const prefix = 'tribe-run-';
const folderName = new RegExp(`^${prefix}(\\d+)-`);

/**
 * Creates a folder for the servers and files of a test run. It is in memory if there is enough space, because creating
 * and dropping databases is mostly creating and deleting files. macOS has no such folder, and that of containers has
 * only 64 MB.
 *
 * @returns a folder that all accounts may enter, because Postgres may run under another account
 */
export function createFastFolder(): string {
  const parent = hasRoom(inMemory) ? inMemory : tmpdir();
  removeLeftovers(parent);
  const folder = mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
  chmodSync(folder, 0o711);

  return folder;
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= bytesNeeded;
  } catch {
    return false;
  }
}

/** Deletes the folders of killed runs, which may use memory. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent))
    if (isOfEndedRun(name)) rmSync(path.join(parent, name), { recursive: true, force: true });
}

/** Returns the folders of test runs that were killed; the next run deletes them. */
export function leftoverFolders(): string[] {
  return [...new Set([inMemory, tmpdir()])]
    .filter((parent) => existsSync(parent))
    .flatMap((parent) =>
      readdirSync(parent)
        .filter(isOfEndedRun)
        .map((name) => path.join(parent, name)),
    );
}

/** @param name name of a folder */
export function isOfEndedRun(name: string): boolean {
  const pid = Number(folderName.exec(name)?.[1]);
  return pid > 0 && !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
