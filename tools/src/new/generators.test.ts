import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { runProgram } from '../test-run/run-program';

const skipped = /(^|\/)(node_modules|dist|generated|\.git|\.nx|\.tribe|coverage)$/;
let copy: string;

/** A copy of the repository whose @tribe packages are its own; everything else it shares with this one. */
beforeAll(async () => {
  copy = mkdtempSync(path.join(tmpdir(), 'tribe-generators-'));
  cpSync(repositoryRoot, copy, { recursive: true, filter: (source) => !skipped.test(source) });
  linkModules();
  for (const line of [
    'service trip-plans trip-plan',
    'feature goals milestone',
    'event trip-plans trip-plan TripPlanShared',
    'event goals goal GoalShared',
    'consumer goals milestone TripPlanShared',
    'job trip-plans trip-plan remind-of-trips',
  ]) {
    await succeeds('new', line.split(' '));
    linkModules();
  }
}, 400_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function linkModules(): void {
  const modules = path.join(copy, 'node_modules');
  const original = path.join(repositoryRoot, 'node_modules');
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(path.join(modules, '@tribe'), { recursive: true });
  for (const name of readdirSync(original)) {
    if (name !== '@tribe') symlinkSync(path.join(original, name), path.join(modules, name));
  }
  for (const folder of ['libs', 'services'].flatMap((kind) =>
    readdirSync(path.join(copy, kind)).map((name) => `${kind}/${name}`),
  )) {
    symlinkSync(path.join(copy, folder), path.join(modules, '@tribe', path.basename(folder)));
    linkOwnModules(folder);
  }
  for (const name of ['tools', 'e2e'])
    symlinkSync(path.join(copy, name), path.join(modules, '@tribe', name));
}

/** A workspace may have packages of its own, where two need different versions. */
function linkOwnModules(folder: string): void {
  const own = path.join(copy, folder, 'node_modules');
  rmSync(own, { recursive: true, force: true });
  const exists = readdirSync(path.join(repositoryRoot, path.dirname(folder))).includes(
    path.basename(folder),
  );
  const original = path.join(repositoryRoot, folder, 'node_modules');
  if (exists && readdirSync(path.join(repositoryRoot, folder)).includes('node_modules'))
    symlinkSync(original, own);
}

async function succeeds(command: string, args: string[] = []): Promise<string> {
  const launcher = path.join(copy, 'tools/bootstrap/launch.cjs');
  const { NODE_OPTIONS: _options, TRIBE_TEST_POSTGRES_URL: _url, ...env } = process.env;
  const { code, output } = await runProgram(process.execPath, [launcher, command, ...args], {
    cwd: copy,
    env,
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output.slice(-8_000)}`);
  return output;
}

test('what was generated passes its own tests', async () => {
  const paths = [
    'services/trip-plans',
    'services/goals/src/milestone',
    'services/goals/src/goal/goal-shared',
  ];
  const output = await succeeds('test', paths);
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed$/);
}, 300_000);

test('what was generated is clean: lint, types, import rules, contracts', async () => {
  const { output } = await runProgram(
    process.execPath,
    [path.join(copy, 'tools/bootstrap/launch.cjs'), 'check'],
    {
      cwd: copy,
    },
  );
  const about = output
    .split('\n')
    .filter((line) => /trip-plan|milestone|goal-shared|released\.binpb/.test(line));
  expect(about).toEqual([]);
  expect(output).toContain('✔ Contracts: style');
}, 300_000);

test('the generated service stands in the topology with a port of its own and a migration', () => {
  const service = path.join(copy, 'services/trip-plans');
  const { tribe } = JSON.parse(readFileSync(path.join(service, 'package.json'), 'utf8'));
  expect(tribe).toMatchObject({ kind: 'service', migrations: ['service-kit', 'events', 'jobs'] });
  const migrations = readdirSync(path.join(service, 'prisma/migrations')).filter((name) =>
    /^\d/.test(name),
  );
  expect(migrations).toEqual([expect.stringMatching(/^\d{14}_create_trip_plan$/)]);
});
