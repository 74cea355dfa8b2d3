import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { findPrograms, majorVersion, tribeFolder } from '@tribe/local-servers';
import { isOfEndedRun, leftoverFolders } from '../test-run/fast-folder';
import type { DataFacts, TestLeftovers } from './leftover.rules';

/** Looks for folders and servers of killed test runs; for servers on Linux only. */
export function testLeftovers(): TestLeftovers {
  const pids = process.platform === 'linux' ? serversOfEndedRuns() : [];
  return { folders: leftoverFolders(), pids };
}

/** The working folder of a test server is inside the folder of its run. */
function serversOfEndedRuns(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => workingFolder(pid).split(path.sep).some(isOfEndedRun))
    .map(Number);
}

/** @returns an empty text for a process of another user */
function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** Reads the version of the local data and of the installed Postgres. */
export function dataFacts(): DataFacts {
  const { postgres } = findPrograms().programs;
  return {
    dataVersion: dataVersion(path.join(tribeFolder().postgres, 'data/PG_VERSION')),
    programVersion: postgres === undefined ? undefined : majorVersion(postgres),
  };
}

function dataVersion(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
