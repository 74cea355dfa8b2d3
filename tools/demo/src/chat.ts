import { eventually } from '@tribe/testing';
import type { Friend } from './friend';
import type { Narrator } from './narrator';

const arrivalTimeoutMs = 30_000;
/** Maximum number of lines while the broker restarts. */
const maxLines = 40;

interface Talk {
  readonly brian: Friend;
  readonly alvin: Friend;
  readonly id: string;
}

const opening: readonly (readonly ['brian' | 'alvin', string])[] = [
  ['brian', 'Ready for the run tomorrow?'],
  ['alvin', 'Only if there is coffee afterwards.'],
  ['brian', 'Deal. Six at the gate.'],
];

/**
 * Lets two friends chat, and keep writing while `restartBroker` runs. Both screens must show every line once and in one
 * order.
 *
 * @param restartBroker undefined when the broker of the system cannot be restarted from here
 * @throws Error when a line is lost, repeated or out of order
 */
export async function runChat(
  { brian, alvin }: { readonly brian: Friend; readonly alvin: Friend },
  restartBroker: (() => Promise<void>) | undefined,
  tell: Narrator,
): Promise<void> {
  const id = await openConversation(brian, alvin);
  const talk = { brian, alvin, id };
  tell.say('\n ▸ Brian and Alvin open their conversation');

  for (const [writer, text] of opening) {
    await talk[writer].tribe.chat.send(id, text);
    const tookMs = await timeUntil(() => shows(talk, text));
    tell.say(`   ${talk[writer].name}: ${text}  (on both screens after ${tookMs} ms)`);
  }

  const written = restartBroker ? await writeDuring(talk, restartBroker(), tell) : [];
  if (!restartBroker)
    tell.say('   The broker of this system cannot be restarted from here, so it stays up.');

  const tookMs = await timeUntil(() => bothShowAll(talk, opening.length + written.length));
  const total = opening.length + written.length;

  tell.say(
    `   Both screens show all ${total} lines, each once and in one order, after ${tookMs} ms`,
  );

  await prove(talk, tell);
}

async function openConversation(brian: Friend, alvin: Friend): Promise<string> {
  const body = { conversation_type: 'direct' as const, participant_ids: [alvin.id] };
  // Retries, because messaging receives the friendship as an event.
  const { id } = await eventually(() => brian.tribe.post('/api/v1/conversations', { body }));

  for (const { tribe } of [brian, alvin]) {
    await tribe.chat.start();
    await tribe.chat.show(id);
  }

  return id;
}

/** The friends take turns until the restart is over. */
async function writeDuring(
  { brian, alvin, id }: Talk,
  restart: Promise<void>,
  tell: Narrator,
): Promise<string[]> {
  const lines: string[] = [];
  let isOver = false;
  tell.say('\n ▸ The broker restarts, and both keep writing');

  const over = restart.then(() => (isOver = true));

  while (!isOver && lines.length < maxLines) {
    const writer = lines.length % 2 === 0 ? brian : alvin;
    const text = `Line ${lines.length + 1}`;
    const key = await writer.tribe.chat.send(id, text);
    await eventually(() => expectSent(writer, id, key), { timeoutMs: arrivalTimeoutMs });
    lines.push(text);
  }

  await over;
  tell.say(`   ${lines.length} lines were written and acknowledged during the restart`);

  return lines;
}

function expectSent(writer: Friend, id: string, key: string): void {
  const line = writer.tribe.chat.lines(id).find((each) => each.key === key);
  if (line?.status !== 'sent') throw new Error(`${writer.name}'s line is ${line?.status}`);
}

function shows({ brian, alvin, id }: Talk, text: string): void {
  for (const { name, tribe } of [brian, alvin]) {
    const isShown = tribe.chat.lines(id).some(({ content }) => content === text);
    if (!isShown) throw new Error(`${name} does not see "${text}"`);
  }
}

function bothShowAll({ brian, alvin, id }: Talk, count: number): void {
  const [ofBrian, ofAlvin] = [brian, alvin].map(({ tribe }) =>
    tribe.chat.lines(id).map(({ content, message }) => `${message?.seq} ${content}`),
  );
  if (ofBrian?.length !== count)
    throw new Error(`Brian sees ${ofBrian?.length} lines instead of ${count}`);
  if (ofBrian.join('\n') !== ofAlvin?.join('\n')) throw new Error('The screens differ');
}

async function prove({ brian, alvin, id }: Talk, tell: Narrator): Promise<void> {
  for (const { name, tribe } of [brian, alvin]) {
    const proof = await tribe.chat.verify(id);
    if (!proof.isProven) throw new Error(`${name}'s lines differ at ${proof.seq}: ${proof.reason}`);
  }
  tell.say('   The chain of hashes proves the lines of both');
}

async function timeUntil(holds: () => void): Promise<string> {
  const start = performance.now();
  await eventually(holds, { timeoutMs: arrivalTimeoutMs });

  return (performance.now() - start).toFixed(0);
}
