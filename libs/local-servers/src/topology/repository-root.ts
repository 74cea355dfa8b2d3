import path from 'node:path';

/** The folder with `package.json`, `services/` and `libs/`; the same from `src` and `dist`. */
export const repositoryRoot = path.resolve(__dirname, '../../../..');
