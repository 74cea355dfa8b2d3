import type { Convention } from './convention';

const appModule = /^services\/[^/]+\/src\/app\.module\.ts$/;

/** Every service refuses the tokens of revoked sessions itself, not only the gateway. */
export const revokedSessionsAreRefused: Convention = (files) =>
  files
    .filter(({ path, text }) => appModule.test(path) && !text.includes('RevokedSessionsModule'))
    .map(({ path }) => ({
      path,
      line: 1,
      message: 'import `RevokedSessionsModule` of projections',
    }));
