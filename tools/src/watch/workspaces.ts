import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dependencies } from './source-change.rules';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Returns the workspaces of `libs` and `services` with their dependencies on each other. */
export function readDependencies(root: string): Dependencies {
  const folders = ['libs', 'services'].flatMap((kind) =>
    readdirSync(path.join(root, kind)).map((name) => `${kind}/${name}`),
  );

  const manifests = new Map(folders.map((folder) => [folder, manifestOf(root, folder)]));
  const folderOf = new Map([...manifests].map(([folder, { name }]) => [name, folder]));

  return new Map(
    [...manifests].map(([folder, { dependencies = {} }]) => [
      folder,
      Object.keys(dependencies).flatMap((name) => folderOf.get(name) ?? []),
    ]),
  );
}

function manifestOf(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;
}
