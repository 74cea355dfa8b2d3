import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mergeSettings } from './service-settings';

const written = { DATABASE_URL: 'postgresql://written', NATS_URL: 'nats://written' };

test('the shell overrides the written environment', () => {
  expect(mergeSettings('goals', written, { NATS_URL: 'nats://shell' })).toEqual({
    DATABASE_URL: 'postgresql://written',
    NATS_URL: 'nats://shell',
  });
});

test('a file that the shell names replaces the written secret', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-settings-'));
  const file = path.join(folder, 'database');
  writeFileSync(file, 'postgresql://file\n');
  try {
    const shell = { DATABASE_URL_FILE: file, NATS_URL_FILE: '/run/secrets/nats' };
    expect(mergeSettings('goals', written, shell)).toEqual({
      DATABASE_URL: 'postgresql://file',
      NATS_URL_FILE: '/run/secrets/nats',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a service without a database URL is refused', () => {
  expect(() => mergeSettings('goals', {}, {})).toThrow('No DATABASE_URL for goals');
});
