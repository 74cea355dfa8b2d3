import path from 'node:path';
import { type Convention, type Finding, isTest, lineOf, type SourceFile } from './convention';

interface Import extends Finding {
  readonly from: string;
  readonly to: string;
}

const relativeImport = /from '(\.\.?\/[^']+)'/g;
const folderOf = /^services\/([^/]+)\/src\/([^/]+)\//;

/** The imports between the folders of a service must not form cycles. Tests are exempt. */
export const foldersHaveADirection: Convention = (files) => {
  const imports = files.filter((file) => !isTest(file.path)).flatMap(importsIn);
  const targets = Map.groupBy(imports, ({ from }) => from);
  return imports
    .filter(({ from, to }) => leadsTo(to, from, targets))
    .map(({ from, to, ...finding }) => ({
      ...finding,
      message: `${from} imports ${to}, which imports it directly or indirectly`,
    }));
};

function importsIn({ path: file, text }: SourceFile): Import[] {
  const from = folderOf.exec(file)?.[0];
  if (from === undefined) return [];
  return [...text.matchAll(relativeImport)].flatMap(({ index, 1: target = '' }) => {
    const to = folderOf.exec(path.posix.join(path.posix.dirname(file), target))?.[0];
    if (to === undefined || to === from || to.includes('/generated/')) return [];
    return [{ from, to, path: file, line: lineOf(text, index), message: '' }];
  });
}

function leadsTo(start: string, goal: string, targets: ReadonlyMap<string, Import[]>): boolean {
  const seen = new Set([start]);
  for (const folder of seen) {
    if (folder === goal) return true;
    for (const { to } of targets.get(folder) ?? []) seen.add(to);
  }
  return false;
}
