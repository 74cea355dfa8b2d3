import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { newMigration } from '../migration/new-migration';
import { applyChanges } from '../new/file-changes';
import { planNew } from '../new/new-arguments';
import { runProgram } from '../test-run/run-program';
import { generatedFiles } from '../wiring/generated-files';

/** `npm run new -- service|feature|event|consumer|job …` */
async function main(args: string[]): Promise<void> {
  const files = await writeSkeleton(args);
  console.log(files.map((file) => `  ${path.relative(repositoryRoot, file)}`).join('\n'));

  if (files.some((file) => path.basename(file) === 'package.json')) {
    console.log('\nInstalling packages …');
    await succeeds('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
  }

  console.log('\nUpdating the generated files (npm run wiring) …');
  const launcher = path.join(repositoryRoot, 'tools/bootstrap/launch.cjs');
  await succeeds(process.execPath, [launcher, 'wiring']);
  console.log('\nDone. Review the changes, then: npm start, npm test');
}

/** @returns the written files */
async function writeSkeleton(args: string[]): Promise<string[]> {
  const { changes, migration } = planNew(repositoryRoot, args);
  const files = applyChanges(repositoryRoot, changes);

  if (migration) {
    const service = path.join(repositoryRoot, 'services', migration.service);
    const { written } = await newMigration(service, migration.name, new Date());
    if (written) files.push(written);
  }

  for (const { file, text } of await generatedFiles()) {
    writeFileSync(path.join(repositoryRoot, file), text);
  }

  await succeeds('oxfmt', ['--no-error-on-unmatched-pattern', ...files]);

  return files;
}

async function succeeds(program: string, args: string[]): Promise<void> {
  const { code, output } = await runProgram(program, args);
  if (code !== 0) throw new Error(`${path.basename(program)} ${args.join(' ')}:\n${output}`);
}

void main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
