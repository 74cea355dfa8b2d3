import { z } from 'zod';
import { baseConfig } from './base.config';
import { ConfigError, parseConfig } from './parse-config';

const good = {
  JWKS_URL: 'http://127.0.0.1:8082/jwks.json',
  CURSOR_SECRET: 'a secret of thirty-two characters',
};

describe('the configuration of a service', () => {
  it('has defaults for optional variables', () => {
    expect(parseConfig('goals', baseConfig, good)).toMatchObject({
      PORT: 0,
      LOG_LEVEL: 'info',
      DB_POOL_SIZE: 10,
      DRAIN_DELAY_MS: 0,
    });
  });

  it('treats an empty variable as unset', () => {
    expect(parseConfig('goals', baseConfig, { ...good, PORT: '' }).PORT).toBe(0);
  });

  it.each([
    [{ PORT: 'eighty' }, /^goals cannot start: PORT /],
    [{ PORT: '70000' }, /^goals cannot start: PORT /],
    [
      { CURSOR_SECRET: 'short' },
      /^goals cannot start: CURSOR_SECRET must be at least 32 characters$/,
    ],
    [{ JWKS_URL: undefined }, /^goals cannot start: JWKS_URL is not set$/],
    [
      { DATABASE_URL: 'mysql://root:hunter2@x/y' },
      /^goals cannot start: DATABASE_URL must be an address/,
    ],
    [{ LOG_LEVEL: 'loud' }, /^goals cannot start: LOG_LEVEL /],
  ])('fails with one line that names the variable and hides its value: %j', (wrong, line) => {
    const start = () => parseConfig('goals', baseConfig, { ...good, ...wrong });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(line);
    expect(start).not.toThrow(/\n|hunter2/);
  });

  it('contains the variables that a service adds', () => {
    const schema = baseConfig.extend({ LIMIT: z.coerce.number().int().default(5) });
    expect(parseConfig('goals', schema, { ...good, LIMIT: '7' }).LIMIT).toBe(7);
  });
});
