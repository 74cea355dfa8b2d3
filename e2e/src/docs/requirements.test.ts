import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const text = readFileSync(path.join(root, 'docs/requirements.md'), 'utf8');

/** The number of requirements by prefix. */
const requirementCounts = { ID: 46, SG: 33 };

test('every file that the requirements name exists', () => {
  const files = globSync('{libs,services,tools,e2e,proto,docs}/**/*.*', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  });
  const named = text.matchAll(/`(\w[\w./-]*\.(?:ts|cjs|proto|prisma|sql|md|http))`/g);
  const names = [...named].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(100);
  const missing = names.filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)));
  expect(missing).toEqual([]);
});

test('every row names a test file, or says why it has no test', () => {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (?:Number|Requirement|---)/.test(line));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => !/\.test\.ts`|no test: /.test(row))).toEqual([]);
});

test.each(Object.entries(requirementCounts))(
  'every requirement of %s is in a row, or comes with another service',
  (letters, last) => {
    const lines = text
      .split('\n')
      .filter((line) => line.startsWith('|') || / comes? with /.test(line));
    const numbers = Array.from(
      { length: last },
      (_, index) => `${letters}-${String(index + 1).padStart(2, '0')}`,
    );
    expect(numbers.filter((number) => !lines.some((line) => line.includes(number)))).toEqual([]);
  },
);
