import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { conventions } from '../conventions/check-conventions';
import { newMigration } from '../migration/new-migration';
import { runProgram } from '../test-run/run-program';
import { generatedFiles } from '../wiring/generated-files';
import { type CodeShape, departuresFrom, shapeOf } from './code-shape';
import { applyChanges } from './file-changes';
import { namesOf } from './names';
import { planNew } from './new-arguments';
import { featureFiles } from './new-feature';
import { model } from './new-service';

const requests = [
  'service trip-plans trip-plan',
  'feature goals pledge',
  'event goals goal GoalShared',
  'consumer trip-plans trip-plan GoalCompleted',
  'job trip-plans trip-plan remind-of-trips',
];
let copy: string;
let files: string[];

/** Creates a copy of the repository with one of everything generated. It shares the packages of this repository. */
beforeAll(async () => {
  copy = mkdtempSync(path.join(tmpdir(), 'tribe-generators-'));
  const skipped = /(^|\/)(node_modules|dist|\.git|\.nx|\.tribe)$/;
  cpSync(repositoryRoot, copy, { recursive: true, filter: (source) => !skipped.test(source) });
  files = [];
  for (const request of requests) files.push(...(await generate(request.split(' '))));
  for (const { file, text } of await generatedFiles(copy))
    writeFileSync(path.join(copy, file), text);
  linkPackages();
  await succeeds(
    'oxfmt',
    files.map((file) => path.join(copy, file)),
  );
  await succeeds('buf', ['generate']);
  for (const name of ['trip-plans', 'goals'])
    await succeeds('prisma', ['generate'], path.join(copy, 'services', name));
}, 300_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

async function generate(args: string[]): Promise<string[]> {
  const { changes, migration } = planNew(copy, args);
  const written = applyChanges(copy, changes);
  if (migration) {
    const service = path.join(copy, 'services', migration.service);
    await newMigration(service, migration.name, new Date());
  }
  return written.map((file) => path.relative(copy, file));
}

function linkPackages(): void {
  const [modules, original] = [copy, repositoryRoot].map((root) => path.join(root, 'node_modules'));
  mkdirSync(path.join(modules!, '@tribe'), { recursive: true });
  for (const name of readdirSync(original!).filter((name) => name !== '@tribe'))
    symlinkSync(path.join(original!, name), path.join(modules!, name));
  const folders = ['libs', 'services'].flatMap((kind) =>
    readdirSync(path.join(copy, kind)).map((name) => path.join(kind, name)),
  );
  for (const folder of folders) {
    symlinkSync(path.join(copy, folder), path.join(modules!, '@tribe', path.basename(folder)));
    // A workspace has its own packages if it needs other versions than the root.
    const own = path.join(repositoryRoot, folder, 'node_modules');
    if (existsSync(own)) symlinkSync(own, path.join(copy, folder, 'node_modules'));
  }
}

async function succeeds(program: string, args: string[], cwd = copy): Promise<string> {
  const { code, output } = await runProgram(program, args, { cwd });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${output.slice(-8_000)}`);
  return output;
}

/** Returns the shapes of all files of a kind in the model. */
function shapesInModel(kind: string): CodeShape[] {
  const nouns = {
    goal: 'goal',
    contribution: 'contribution',
    participant: 'goal-participant',
    'personal-data': 'goals',
  };
  return Object.entries(nouns).flatMap(([folder, noun]) => {
    const src = path.join(copy, model, 'src', folder);
    return readdirSync(src)
      .filter((file) => file.endsWith(kind))
      .map((file) => shapeOf(readFileSync(path.join(src, file), 'utf8'), namesOf(noun)));
  });
}

test('generated code passes format, lint, types and conventions', async () => {
  const sources = files.filter((file) => file.endsWith('.ts'));
  await succeeds('oxlint', ['--type-aware', '--type-check', '--quiet', ...sources]);
  const texts = sources.map((file) => ({
    path: file,
    text: readFileSync(path.join(copy, file), 'utf8'),
  }));
  expect(conventions.flatMap((convention) => convention(texts))).toEqual([]);
  await succeeds('buf', ['lint']);
}, 300_000);

test('generated code passes its tests and the authorization sweep', async () => {
  const paths = [
    'services/trip-plans',
    'services/goals/src/pledge',
    'services/goals/src/authorization',
    'services/goals/src/goal/goal-shared',
    'e2e/src/authorization/other-services',
    'e2e/src/docs',
  ];
  // Like `npm test`, but without the build, which these tests do not need. Each worker would load all modules.
  const run = `
    require('./tools/jest/source-loader.cjs').register();
    const { runJest } = require('./tools/src/test-run/run-jest.ts');
    runJest(${JSON.stringify(paths)}, new AbortController().signal, 1)
      .then(({ passed, failed }) => console.log(passed, 'passed', failed, 'failed'));`;
  const output = await succeeds(process.execPath, ['-e', run]);
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^\d+ passed 0 failed$/);
  expect(output).toMatch(/Test Suites: 13 passed, 13 total/);
}, 300_000);

test('a generated feature has all kinds of files of the model', () => {
  const own = readdirSync(path.join(copy, model, 'src/goal'));
  // Kinds of files that only goals needs.
  const particular = [
    '-state.controller.ts',
    '-steps.rules.ts',
    '-fields.ts',
    '-list.service.ts',
    '-access.rpc.ts',
    '-changes.rules.ts',
  ];
  const kinds = own
    .filter((file) => file.startsWith('goal') && !file.endsWith('.test.ts'))
    .map((file) => file.slice('goal'.length))
    .filter((kind) => !particular.includes(kind));
  expect(kinds.filter((kind) => !(kind in featureFiles))).toEqual([]);
});

test.each(Object.keys(featureFiles).filter((kind) => !kind.includes('.test')))(
  'a generated …%s has the shape of those of the model',
  (kind) => {
    const file = `services/trip-plans/src/trip-plan/trip-plan${kind}`;
    const shape = shapeOf(readFileSync(path.join(copy, file), 'utf8'), namesOf('trip-plan'));
    expect(departuresFrom(shapesInModel(kind), shape)).toEqual([]);
  },
);
