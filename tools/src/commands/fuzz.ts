import { randomUUID } from 'node:crypto';
import { ThrowawayTribe } from '@tribe/local-servers';
import { fuzz, installSchemathesis } from '../fuzz/schemathesis';
import { buildStep } from '../test-run/steps';

const defaultExamples = 12;

/** `npm run fuzz [examples]` compares the running API with its OpenAPI document. */
async function main(): Promise<number> {
  const examples = Number(process.argv[2] ?? defaultExamples);
  if (!Number.isInteger(examples) || examples < 1)
    throw new Error('usage: npm run fuzz [examples per operation]');
  const build = await buildStep.run();
  if (build.code !== 0) throw new Error(build.output);
  await installSchemathesis();

  const tribe = await ThrowawayTribe.prepare('fuzz', { RATE_LIMIT_ENABLED: 'false' });

  try {
    for (const service of tribe.services) await service.start();
    const origin = tribe.urlOf('gateway');

    return await fuzz(origin, await register(origin), examples);
  } finally {
    await tribe.stop();
  }
}

/** Returns the access token of a new user. */
async function register(origin: string): Promise<string> {
  const name = randomUUID().slice(0, 8);

  const response = await fetch(`${origin}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: `${name}@example.com`,
      username: `fuzz_${name}`,
      full_name: 'Fuzz Tester',
      password: `a long password ${name}`,
      confirm_password: `a long password ${name}`,
    }),
  });

  const body = (await response.json()) as { access_token?: string };
  if (body.access_token === undefined)
    throw new Error(`The user of the run was not registered: ${JSON.stringify(body)}`);

  return body.access_token;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
