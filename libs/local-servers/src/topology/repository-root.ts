import path from 'node:path';

/** The folder that holds `package.json`, `services/` and `libs/`; the same from `src` and from `dist`. */
export const repositoryRoot = path.resolve(__dirname, '../../../..');
