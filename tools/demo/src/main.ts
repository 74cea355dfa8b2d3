import { localBroker } from './broker';
import { runChat } from './chat';
import { localCrowd } from './crowd';
import { explained, register } from './friend';
import { runJourney } from './journey';
import { Narrator } from './narrator';
import { runPhoto } from './photo';
import { runStreak } from './streak';

/** With the friend, two hundred users like the photo. */
const crowdSize = 199;

const [origin = '', option] = process.argv.slice(2);

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

async function main(): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);

  if (!(await isReady()))
    throw new Error(
      `Tribe is not ready at ${origin}. Run "npm start" first. If it uses other ports, ` +
        'set TRIBE_PORT_OFFSET as for npm start, or pass the address of the gateway: npm run demo -- http://127.0.0.1:8180',
    );

  const tell = new Narrator(say);
  say(`A journey of three friends at ${origin}\n`);
  const brian = await register('Brian Okuku', origin);
  const alvin = await register('Alvin Amwata', origin);
  const clarie = await register('Clarie Gor', origin);
  say(` ▸ ${brian.name}, ${alvin.name} and ${clarie.name} register and connect`);

  try {
    await runJourney({ brian, alvin, clarie }, tell);
    await runStreak({ brian, alvin }, tell);
    const restartBroker = option === '--restart-broker' ? localBroker() : undefined;
    const crowd = option === '--restart-broker' ? await localCrowd(crowdSize, origin) : [];
    await runPhoto({ author: brian, friend: alvin, crowd }, tell);
    for (const fan of crowd) fan.close();
    await runChat({ brian, alvin }, restartBroker, tell);
  } finally {
    for (const friend of [brian, alvin, clarie]) friend.tribe.close();
  }

  const sorted = tell.deliveries.toSorted((a, b) => a - b);

  say(
    `\nThe journey succeeded. ${sorted.length} pushes; median ${sorted[sorted.length >> 1]?.toFixed(1)} ms after the request.`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`\nThe demo failed: ${explained(error)}\n`);
  process.exitCode = 1;
});
