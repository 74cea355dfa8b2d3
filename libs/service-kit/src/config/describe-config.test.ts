import { z } from 'zod';
import { baseConfig } from './base.config';
import { describeConfig } from './describe-config';
import { address, commaSeparated, flag, secretText } from './variable-types';

const config = baseConfig.extend({
  LIMIT: z.coerce.number().int().min(1).max(50).default(5).describe('Maximum number of notes'),
  AT_LEAST: z.coerce.number().int().min(1).default(10),
  SIGNING_SECRET: secretText.optional().describe('Signs notes'),
  ORIGINS: commaSeparated.prefault('https://a.example'),
  ENABLED: flag.prefault('true'),
  NOTES_URL: address('http', 'https'),
});

class NotesPrisma {}

const described = (prisma?: typeof NotesPrisma) =>
  new Map(
    describeConfig({ config, ...(prisma && { prisma }) }).map((variable) => [
      variable.name,
      variable,
    ]),
  );

test('a variable has its format in words, its default and its description', () => {
  expect(described().get('LIMIT')).toEqual({
    name: 'LIMIT',
    description: 'Maximum number of notes',
    format: 'whole number from 1 to 50',
    default: '5',
    required: false,
    secret: false,
  });
});

test.each([
  ['AT_LEAST', 'whole number, at least 1'],
  ['SIGNING_SECRET', 'text of at least 32 characters'],
  ['ORIGINS', 'list, separated by commas'],
  ['ENABLED', '`true` or `1`, `false` or `0`'],
  ['NOTES_URL', 'URL that starts with http:// or https://'],
])('the format of %s is "%s"', (name, format) => {
  expect(described().get(name)?.format).toBe(format);
});

test('the default of a list is the text that is parsed', () => {
  expect(described().get('ORIGINS')?.default).toBe('https://a.example');
});

test('only a variable without a default that is not optional is required', () => {
  const required = [...described().values()].filter((variable) => variable.required);
  expect(required.map(({ name }) => name)).toEqual(['JWKS_URL', 'CURSOR_SECRET', 'NOTES_URL']);
});

test('secrets are marked, with a default or without', () => {
  const secrets = [...described().values()].filter((variable) => variable.secret);
  expect(secrets.map(({ name }) => name)).toEqual([
    'NATS_URL',
    'REDIS_URL',
    'CURSOR_SECRET',
    'SIGNING_SECRET',
  ]);
});

test('a service with a database requires the variables of databases; others do not have them', () => {
  expect(described().has('DATABASE_URL')).toBe(false);
  expect(described(NotesPrisma).get('DATABASE_URL')).toMatchObject({
    required: true,
    secret: true,
  });
  expect(described(NotesPrisma).get('DB_POOL_SIZE')?.required).toBe(false);
});
