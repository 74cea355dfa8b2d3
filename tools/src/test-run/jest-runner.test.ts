import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { runProgram } from './run-program';

const jest = path.join(repositoryRoot, 'node_modules/jest/bin/jest.js');
const fixtures = path.join(repositoryRoot, 'tools/jest/fixtures');

interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

let reports: Map<string, FileReport>;
let output: string;

/**
 * Runs the fixtures in the order of their names, in a single worker, which is a separate process because of its memory
 * limit.
 */
beforeAll(async () => {
  const reportFile = path.join(
    mkdtempSync(path.join(tmpdir(), 'tribe-runner-test-')),
    'report.json',
  );
  const { TRIBE_TEST_COSTS: _costs, ...env } = process.env;
  const args = [
    jest,
    '--config',
    path.join(fixtures, 'jest.config.cjs'),
    '--maxWorkers=1',
    '--workerIdleMemoryLimit=1GB',
    '--forceExit',
    '--json',
  ];
  const result = await runProgram(process.execPath, [...args, `--outputFile=${reportFile}`], {
    env: { ...env, FORCE_COLOR: '0' },
  });
  ({ output } = result);
  const { testResults } = JSON.parse(readFileSync(reportFile, 'utf8')) as {
    testResults: FileReport[];
  };
  reports = new Map(
    testResults.map((report) => [path.basename(report.name, '.fixture.ts'), report]),
  );
});

test.each([
  ['leaves-timer', '1 × Timeout'],
  ['leaves-server', '1 × TCPServerWrap'],
  ['leaves-global', 'globalThis.leftByFixture'],
  ['leaves-variable', 'process.env.LEFT_BY_FIXTURE'],
  ['leaves-listener', "process.on('SIGUSR2')"],
])('a test file that %s fails, although its tests pass', (fixture, finding) => {
  const { status, message } = reports.get(fixture) ?? {};
  expect([status, message]).toEqual([
    'failed',
    expect.stringContaining(`The test file left behind: ${finding}`),
  ]);
});

test('test files of a worker share modules, but not spies, fake timers and memory', () => {
  expect(reports.get('first-of-two')).toMatchObject({ status: 'passed' });
  expect(reports.get('second-of-two')).toMatchObject({ status: 'passed' });
});

test('a leak of a test file is not reported for the next file', () => {
  expect(reports.get('mocks-module')).toMatchObject({ status: 'passed' });
});

test('a failure shows the line in the TypeScript source', () => {
  expect(reports.get('fails')?.message).toContain('fails.fixture.ts:3:13');
  expect(output).toContain('> 3 |   expect(1).toBe(2);');
});
