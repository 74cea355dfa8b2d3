import { measureCreateGoal } from './create-goal.section';
import { stopChildren } from './child';
import { measureGetRow } from './get-row.section';
import { machine } from './machine';
import { measureOutbox } from './outbox/outbox.section';
import { measureProcesses } from './processes.section';
import { type Section, show } from './report';
import { measureSocket } from './socket.section';
import { Stage } from './stage';

/** In the order of their tables. */
const names = ['get', 'create', 'outbox', 'socket', 'processes'] as const;
type Name = (typeof names)[number];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

let stage: Stage | undefined;

function chosen(args: readonly string[]): readonly Name[] {
  const unknown = args.filter((arg) => !names.includes(arg as Name));
  if (unknown.length > 0) throw new Error(`npm run bench does not know "${unknown.join(' ')}"; it takes ${names.join(', ')}`);
  return args.length === 0 ? names : names.filter((name) => args.includes(name));
}

async function measure(name: Name, on: Stage | undefined, before: readonly Name[]): Promise<Section> {
  if (name === 'outbox') return measureOutbox();
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

async function main(): Promise<void> {
  const wanted = chosen(process.argv.slice(2));
  say(machine());
  // Servers of its own, and nothing else beside it.
  const sections = new Map<Name, Section>();
  const done: Name[] = [];
  const inOrder = wanted.toSorted((a, b) => Number(b === 'outbox') - Number(a === 'outbox'));
  for (const name of inOrder) {
    if (name !== 'outbox') stage ??= await Stage.build({});
    const section = await measure(name, stage, done);
    sections.set(name, section);
    done.push(name);
    say(show(section));
  }
}

let ending: Promise<void> | undefined;

/** Once, however many signals ask for it: Ctrl-C reaches us from the terminal and from npm. */
function cleanUp(): Promise<void> {
  ending ??= Promise.all([stopChildren(), stage?.tearDown()]).then(() => undefined);
  return ending;
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!interrupted) say('\nStopping …');
    interrupted = true;
    void cleanUp().finally(() => process.exit(130));
  });
}

main()
  .finally(cleanUp)
  .catch((error: unknown) => {
    if (interrupted) return;
    process.stderr.write(`\nThe bench failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
