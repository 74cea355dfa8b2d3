import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { newMigration } from '../migration/new-migration';
import { applyChanges } from '../new/file-changes';
import { planNew } from '../new/new-arguments';
import { runProgram } from '../test-run/run-program';

/** `npm run new -- service|feature|event|consumer|job …` */
async function main(args: string[]): Promise<void> {
  const { changes, migration, next } = planNew(repositoryRoot, args);
  const files = applyChanges(repositoryRoot, changes);
  if (migration) {
    const service = path.join(repositoryRoot, 'services', migration.service);
    const { written } = await newMigration(service, migration.name, new Date());
    if (written) files.push(written);
  }
  const formatted = await runProgram('oxfmt', ['--no-error-on-unmatched-pattern', ...files]);
  if (formatted.code !== 0) throw new Error(formatted.output);
  console.log(files.map((file) => `  ${path.relative(repositoryRoot, file)}`).join('\n'));
  if (next.length > 0) console.log(`\nLeft to do:\n${next.map((step) => `- ${step}`).join('\n')}`);
}

void main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
