import path from 'node:path';
import { readTopology, repositoryRoot } from '@tribe/local-servers';
import { newMigration, recordDatamodel } from '../migration/new-migration';

const usage =
  'Usage: npm run migration -- <service> <name>     or, after a hand-written migration: npm run migration -- <service> --record';

/** `npm run migration -- goals add_goal_colour` */
async function main([service, name]: string[]): Promise<void> {
  if (!service || !name) throw new Error(usage);
  const found = readTopology().find((entry) => entry.name === service && entry.hasDatabase);
  if (!found) throw new Error(`There is no service ${service} with a database.`);

  if (name === '--record') {
    console.log(`Wrote ${relative(recordDatamodel(found.folder))}`);
    return;
  }

  const result = await newMigration(found.folder, name, new Date());

  if (result.written === undefined) {
    console.log(`Nothing written: ${result.reason}.`);
    return;
  }

  console.log(`Wrote ${relative(result.written)}; review it before you commit it.`);

  if (result.warnings.length > 0) {
    console.log(
      `\nThe previous release must run on the new schema. Check:\n  ${result.warnings.join('\n  ')}`,
    );
  }
}

function relative(file: string): string {
  return path.relative(repositoryRoot, file);
}

void main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
