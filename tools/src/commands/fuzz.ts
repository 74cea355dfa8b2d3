import { ThrowawayTribe } from '@tribe/local-servers';
import { Client } from 'pg';
import { invite } from '../fuzz/invitations';
import { fuzz, installSchemathesis } from '../fuzz/schemathesis';
import { demoPassword, demoPeople } from '../seed/demo-people';
import { seed } from '../seed/seed';
import { SeedClient } from '../seed/seed-client';
import { buildStep } from '../test-run/steps';

const defaultExamples = 12;
/** The user of the run, who has friends, a shared goal, and the role of an admin. */
const user = demoPeople.brian;

interface Login {
  readonly access_token: string;
  readonly user: { readonly id: string };
}

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

    const targets = {
      identity: tribe.urlOf('identity'),
      socialGraph: tribe.urlOf('social-graph'),
      goals: tribe.urlOf('goals'),
    };

    await seed(targets);
    await makeAdmin(tribe.postgresUrl);
    const login = await logIn(origin);
    const client = new SeedClient(origin, login.access_token);
    await client.put('/settings/privacy', { who_can_send_friend_requests: 'everyone' });
    await invite(origin, login.user.id);

    const code = await fuzz(origin, login.access_token, examples);
    // Fails if the run has ended its own session, after which all requests are refused alike.
    await client.get('/users/me');

    return code;
  } finally {
    await tribe.stop();
  }
}

/** Gives the role in the database, because an admin of the API needs a second factor. */
async function makeAdmin(postgresUrl: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();

  try {
    await client.query(
      `INSERT INTO identity.user_roles (user_id, role, granted_at)
       SELECT id, 'admin', now() FROM identity.users WHERE email = $1`,
      [user.email],
    );
  } finally {
    await client.end();
  }
}

/** Logs the user in, now with the role. */
function logIn(origin: string): Promise<Login> {
  const login = { email: user.email, password: demoPassword };
  return new SeedClient(origin).post<Login>('/auth/login', login);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
