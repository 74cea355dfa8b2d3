import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../topology/repository-root';

/** Paths of the data of `npm start`, inside the repository and ignored by git. `npm run reset` deletes it. */
export function tribeFolder(root = repositoryRoot) {
  const folder = path.join(root, '.tribe');
  return {
    folder,
    postgres: path.join(folder, 'postgres'),
    nats: path.join(folder, 'nats'),
    redis: path.join(folder, 'redis'),
    objects: path.join(folder, 'objects'),
    secretsFile: path.join(folder, 'secrets/secrets.json'),
    keysFile: path.join(folder, 'secrets/jwt-keys.json'),
    runFile: path.join(folder, 'run.json'),
    /** Exists once the demo data is written. */
    seededFile: path.join(folder, 'seeded'),
    logOf: (service: string) => path.join(folder, 'logs', `${service}.log`),
    /** Folder of the environments of the services. */
    environments: path.join(folder, 'env'),
    envOf: (service: string) => path.join(folder, 'env', `${service}.env`),
  };
}

/**
 * Creates the folders. Every account may traverse the outermost one, because Postgres runs under another account than
 * root; its subfolders are private.
 */
export function createTribeFolder({ folder }: TribeFolder): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const name of ['secrets', 'env', 'logs'])
    mkdirSync(path.join(folder, name), { recursive: true, mode: 0o700 });
}

export type TribeFolder = ReturnType<typeof tribeFolder>;
