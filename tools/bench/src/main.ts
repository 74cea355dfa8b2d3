import { stopChildren } from './child';
import { measureCreateGoal } from './create-goal.section';
import { measureGetRow } from './get-row.section';
import { machine } from './machine';
import { measureOutbox } from './outbox/outbox.section';
import { measureProcesses } from './processes.section';
import { type Section, show } from './report';
import { measureSocial } from './social/social.section';
import { measureSocket } from './socket.section';
import { Stage } from './stage';

/** In the order of their tables. */
const names = ['get', 'create', 'outbox', 'socket', 'processes', 'social'] as const;
type Name = (typeof names)[number];
/** These bring up servers of their own. */
const alone: readonly Name[] = ['outbox', 'social'];
/** Takes minutes, so it is measured only when it is named. */
const onlyByName: Name = 'social';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

let stage: Stage | undefined;
let interrupted = false;

function chosen(args: readonly string[]): readonly Name[] {
  const unknown = args.filter((arg) => !names.includes(arg as Name));
  if (unknown.length > 0)
    throw new Error(
      `npm run bench does not know "${unknown.join(' ')}"; it takes ${names.join(', ')}`,
    );
  if (args.length === 0) return names.filter((name) => name !== onlyByName);
  return names.filter((name) => args.includes(name));
}

async function measure(
  name: Name,
  on: Stage | undefined,
  before: readonly Name[],
): Promise<Section | Section[]> {
  if (name === 'outbox') return measureOutbox();
  if (name === 'social') return measureSocial();
  if (on === undefined) throw new Error(`${name} needs the running system`);
  switch (name) {
    case 'get':
      return measureGetRow(on);
    case 'create':
      return measureCreateGoal(on);
    case 'socket':
      return measureSocket(on);
    case 'processes':
      return measureProcesses(on, before.includes('get') && before.includes('create'));
  }
}

/** A section that fails does not take the others with it. */
async function main(): Promise<void> {
  const wanted = chosen(process.argv.slice(2));
  say(machine());
  const done: Name[] = [];
  // First those that have servers of their own, because nothing else should run beside them.
  const inOrder = wanted.toSorted((a, b) => Number(alone.includes(b)) - Number(alone.includes(a)));
  for (const name of inOrder) {
    if (!alone.includes(name)) stage ??= await Stage.build({});
    try {
      for (const section of [await measure(name, stage, done)].flat()) say(show(section));
      done.push(name);
    } catch (error) {
      if (interrupted) return;
      process.exitCode = 1;
      say(`\n${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

let ending: Promise<void> | undefined;

/** Once, however many signals ask for it: Ctrl-C reaches us from the terminal and from npm. */
function cleanUp(): Promise<void> {
  ending ??= Promise.all([stopChildren(), stage?.tearDown()]).then(() => undefined);
  return ending;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!interrupted) say('\nStopping …');
    interrupted = true;
    void cleanUp().finally(() => process.exit(130));
  });
}

function fail(error: unknown): void {
  if (interrupted) return;
  interrupted = true;
  process.stderr.write(
    `\nThe bench failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  void cleanUp().finally(() => process.exit(1));
}

// Of many requests under way at once the first failure ends the run; nothing may stay behind then either.
process.on('unhandledRejection', fail);
main().then(() => cleanUp(), fail);
