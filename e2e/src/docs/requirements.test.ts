import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const text = readFileSync(path.join(root, 'docs/requirements.md'), 'utf8');

/** The number of requirements by prefix. */
const requirementCounts = { ID: 46, SG: 33 };

test('every test that the requirements name exists', () => {
  const tests = globSync('{libs,services,tools,e2e}/**/*.test.ts', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  });
  const named = [...text.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file]) => file ?? '');
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((file) => !tests.some((test) => `/${test}`.endsWith(`/${file}`)))).toEqual(
    [],
  );
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
