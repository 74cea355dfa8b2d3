import { existsSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { composeEnvironment, removeDockerData, RunState, tribeFolder } from '@tribe/local-servers';

/** `npm run reset` deletes everything that `npm start` stores: data, passwords, logs. */
async function main(): Promise<void> {
  const folder = tribeFolder();
  const running = RunState.runningLauncher(folder.runFile);
  if (running !== undefined)
    throw new Error(`Tribe is running (process ${running}); stop it first.`);
  await RunState.stopLeftovers(folder.runFile);
  if (existsSync(composeEnvironment(folder))) await removeDockerData(folder);
  const outside = linkTarget(folder.postgres);
  if (outside) rmSync(outside, { recursive: true, force: true });
  rmSync(folder.folder, { recursive: true, force: true });
  console.log(`Deleted ${path.relative(process.cwd(), folder.folder)}/`);
}

function linkTarget(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
