import { measureChat } from './chat/chat.section';
import { measureHistory } from './chat/history.section';
import { stopChildren } from './child';
import { measureCreateGoal } from './create-goal.section';
import { measureGetRow } from './get-row.section';
import { measureGoals } from './goals/goals.section';
import { measureLists } from './lists.section';
import { machine } from './machine';
import { measureOutbox } from './outbox/outbox.section';
import { measureProcesses } from './processes.section';
import { type Section, show } from './report';
import { measureSocial } from './social/social.section';
import { measureSocket } from './socket.section';
import { Stage } from './stage';
import { measureStreaks } from './streaks.section';

/** The sections, in the order of the report. */
const names = [
  'get',
  'create',
  'outbox',
  'socket',
  'lists',
  'processes',
  'social',
  'streaks',
  'chat',
  'history',
  'goals',
] as const;
type Name = (typeof names)[number];
/** Sections with their own servers, or without any. */
const withOwnServers: readonly Name[] = ['outbox', 'social', 'streaks', 'history', 'goals'];
/** Run only on request, because they take minutes. */
const onlyByName: readonly Name[] = ['social', 'history', 'goals'];

/** `goals=10` stops at 10 %. */
const sizeOption = /^goals=(1|10)$/;
let largestSize = 100;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

let stage: Stage | undefined;
let interrupted = false;

function chosen(args: readonly string[]): readonly Name[] {
  const asked = args.map((arg) => arg.replace(sizeOption, 'goals'));
  const unknown = asked.filter((arg) => !names.includes(arg as Name));

  if (unknown.length > 0)
    throw new Error(
      `npm run bench does not know "${unknown.join(' ')}"; it takes ${names.join(', ')}, goals=1, goals=10`,
    );

  if (args.length === 0) return names.filter((name) => !onlyByName.includes(name));

  return names.filter((name) => asked.includes(name));
}

async function measure(
  name: Name,
  on: Stage | undefined,
  before: readonly Name[],
): Promise<Section | Section[]> {
  if (name === 'outbox') return measureOutbox();
  if (name === 'social') return measureSocial();
  if (name === 'streaks') return measureStreaks();
  if (name === 'history') return measureHistory();
  if (name === 'goals') return measureGoals(largestSize);
  if (on === undefined) throw new Error(`${name} needs the running system`);

  switch (name) {
    case 'get':
      return measureGetRow(on);
    case 'create':
      return measureCreateGoal(on);
    case 'lists':
      return measureLists(on);
    case 'chat':
      return measureChat(on);
    case 'socket':
      return measureSocket(on);
    case 'processes':
      return measureProcesses(on, before.includes('get') && before.includes('create'));
  }
}

/** Continues with the other sections when a section fails. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const wanted = chosen(args);
  const size = args.flatMap((arg) => sizeOption.exec(arg)?.[1] ?? [])[0];
  if (size !== undefined) largestSize = Number(size);
  say(machine());
  const done: Name[] = [];

  // Sections with their own servers run first, because nothing else should run at the same time.
  const inOrder = wanted.toSorted(
    (a, b) => Number(withOwnServers.includes(b)) - Number(withOwnServers.includes(a)),
  );

  for (const name of inOrder) {
    if (!withOwnServers.includes(name)) stage ??= await Stage.build({});
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

/** Runs once, although Ctrl-C arrives from both the terminal and npm. */
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
    `\nThe benchmark failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );

  void cleanUp().finally(() => process.exit(1));
}

// The first failure of concurrent requests ends the run and stops all processes.
process.on('unhandledRejection', fail);
main().then(() => cleanUp(), fail);
