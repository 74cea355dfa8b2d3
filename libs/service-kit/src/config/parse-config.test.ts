import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

describe('a secret in a file', () => {
  const { CURSOR_SECRET, ...others } = good;
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tribe-secret-'));
    file = path.join(folder, 'cursor');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const start = (env: Record<string, string>) => () => parseConfig('goals', baseConfig, env);

  it.each(['', '\n', '\r\n'])('is read, without one newline at its end (%j)', (newline) => {
    writeFileSync(file, CURSOR_SECRET + newline);
    const config = parseConfig('goals', baseConfig, { ...others, CURSOR_SECRET_FILE: file });
    expect(config.CURSOR_SECRET).toBe(CURSOR_SECRET);
  });

  it('replaces the default of a variable', () => {
    writeFileSync(file, 'redis://:hunter2@redis:6379\n');
    const config = parseConfig('goals', baseConfig, { ...good, REDIS_URL_FILE: file });
    expect(config.REDIS_URL).toBe('redis://:hunter2@redis:6379');
  });

  it('prevents the start when the variable is set as well', () => {
    writeFileSync(file, CURSOR_SECRET);
    const both = start({ ...good, CURSOR_SECRET_FILE: file });
    expect(both).toThrow(ConfigError);
    expect(both).toThrow(
      /^goals cannot start: CURSOR_SECRET and CURSOR_SECRET_FILE are both set; set only one of them$/,
    );
  });

  it('prevents the start when it cannot be read', () => {
    expect(start({ ...others, CURSOR_SECRET_FILE: file })).toThrow(
      `goals cannot start: CURSOR_SECRET_FILE names the file ${file}, which cannot be read (ENOENT)`,
    );
    expect(start({ ...others, CURSOR_SECRET_FILE: folder })).toThrow('(EISDIR)');
  });

  it('prevents the start when it is empty', () => {
    writeFileSync(file, '\n');
    expect(start({ ...others, CURSOR_SECRET_FILE: file })).toThrow(`${file}, which is empty`);
  });

  it('is not shown when it is invalid', () => {
    writeFileSync(file, 'hunter2');
    const invalid = start({ ...others, CURSOR_SECRET_FILE: file });
    expect(invalid).toThrow(
      `goals cannot start: CURSOR_SECRET must be at least 32 characters (read from ${file})`,
    );
    expect(invalid).not.toThrow('hunter2');
  });

  it('is only possible for variables that are marked as secret', () => {
    writeFileSync(file, '8080');
    expect(parseConfig('goals', baseConfig, { ...good, PORT_FILE: file }).PORT).toBe(0);
  });
});
