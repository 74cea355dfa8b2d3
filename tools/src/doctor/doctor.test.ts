import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { findPrograms, readTopology, repositoryRoot } from '@tribe/local-servers';

const bootstrap = path.join(repositoryRoot, 'tools/bootstrap/doctor');
const { findServerPrograms } = require(`${bootstrap}/programs.cjs`) as {
  findServerPrograms(required: object): { name: string; path?: string }[];
};
const gatewayPort = readTopology().find(({ name }) => name === 'gateway')?.port ?? 0;

/** Takes the port of the gateway at some offset. */
async function takeGatewayPort(): Promise<{ holder: Server; offset: number }> {
  for (let offset = 501; ; offset += 1) {
    const holder = createServer().listen(gatewayPort + offset, '127.0.0.1');
    const event = await Promise.race([
      once(holder, 'listening').then(() => 'listening'),
      once(holder, 'error').then(() => 'error'),
    ]);
    if (event === 'listening') return { holder, offset };
  }
}

async function doctor(
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number | string; output: string }> {
  try {
    const env = { ...process.env, ...environment };
    const { stdout } = await promisify(execFile)(process.execPath, [`${bootstrap}/main.cjs`], {
      env,
    });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code = 1, stdout = '' } = error as { code?: number | string; stdout?: string };
    return { code, output: stdout };
  }
}

test('the command names the program that has taken a port, says how to go on and fails', async () => {
  const { holder, offset } = await takeGatewayPort();
  try {
    const { code, output } = await doctor({ TRIBE_PORT_OFFSET: String(offset) });
    expect(output).toMatch(
      new RegExp(
        `✖ Ports +${gatewayPort + offset}, needed by gateway, is taken by \\S+ \\(process ${process.pid}\\)\n` +
          ` +→ Stop the program: kill ${process.pid}\n` +
          String.raw` +→ Or move Tribe to free ports: TRIBE_PORT_OFFSET=\d+ npm start`,
      ),
    );
    expect(code).toBe(1);
  } finally {
    holder.close();
  }
});

test('the plain part finds the same server programs as the servers', () => {
  const required = require(path.join(repositoryRoot, 'libs/local-servers/programs.json')) as object;
  const found = findServerPrograms(required).flatMap(({ path: file }) => file ?? []);
  expect(found.sort()).toEqual(Object.values(findPrograms().programs).sort());
});
