import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

export function firstExecutable(folders: string[], name: string): string | undefined {
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
