import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import type { ProgramResult } from '../test-run/run-program';
import { codeBreathes } from './breathing.conventions';
import { codeShapeConventions } from './code-shape.conventions';
import { commentsHaveAWidth } from './comment-width.conventions';
import type { Convention, Finding, SourceFile } from './convention';
import { decisionsAreNamed } from './decision.conventions';
import { rulesAreDocumented } from './documented-rules.conventions';
import { exportsAreUsed } from './exports.conventions';
import { foldersHaveADirection } from './folder-direction.conventions';
import { migrationsDoNotLock } from './migration.conventions';
import { revokedSessionsAreRefused } from './revoked-sessions.conventions';
import { statementNamesAreUnique } from './statement-names.conventions';
import { textHasAKind } from './text-kinds.conventions';
import { wordingIsPlain } from './wording.conventions';

/** The conventions that `npm run check` enforces in addition to lint, types and imports. */
export const conventions: readonly Convention[] = [
  ...codeShapeConventions,
  codeBreathes,
  commentsHaveAWidth,
  decisionsAreNamed,
  statementNamesAreUnique,
  foldersHaveADirection,
  exportsAreUsed,
  textHasAKind,
  rulesAreDocumented,
  revokedSessionsAreRefused,
  migrationsDoNotLock,
  wordingIsPlain,
];

/** Finds departures from the conventions of CONTRIBUTING.md. */
export async function checkConventions(): Promise<ProgramResult> {
  const files = readSources();
  const findings = conventions.flatMap((convention) => convention(files));
  return { code: findings.length === 0 ? 0 : 1, output: findings.map(lineOf).join('\n') };
}

const patterns = ['*.ts', '*.cjs', '*.md', '*.http', '*.proto', '*.prisma', '*.sql', '*.txt'];

/** Reads all text files that are in git or not ignored. */
function readSources(): SourceFile[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns];
  const names = execFileSync('git', list, { cwd: repositoryRoot, encoding: 'utf8' });
  return names
    .split('\n')
    .filter((name) => name !== '')
    .map((name) => ({ path: name, text: read(name) }));
}

function read(name: string): string {
  try {
    return readFileSync(path.join(repositoryRoot, name), 'utf8');
  } catch {
    // Deleted, but still in the index of git.
    return '';
  }
}

function lineOf({ path: file, line, message }: Finding): string {
  return `${file}:${line}  ${message}`;
}
