import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A file that a generator creates or edits. Paths are relative to the repository. */
export type FileChange =
  | { file: string; create: string }
  | { file: string; edit: (text: string) => string };

/**
 * Applies all changes or none: writes nothing when a file to create exists or a file to edit does not fit.
 *
 * @returns the written files
 */
export function applyChanges(root: string, changes: FileChange[]): string[] {
  const results = new Map<string, string>();

  for (const change of changes) {
    const file = path.join(root, change.file);
    if ('create' in change) {
      if (existsSync(file) || results.has(file)) throw new Error(`${change.file} already exists`);
      results.set(file, change.create);
    } else {
      if (!results.has(file) && !existsSync(file)) throw new Error(`${change.file} does not exist`);
      results.set(file, change.edit(results.get(file) ?? readFileSync(file, 'utf8')));
    }
  }

  for (const [file, text] of results) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  return [...results.keys()];
}
