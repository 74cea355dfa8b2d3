import path from 'node:path';

interface Finding {
  level: string;
  subject: string;
  text: string;
  advice?: string[];
}

// Plain JavaScript outside of src, since it runs before anything is installed or compiled.
const bootstrap = path.resolve(__dirname, '../../bootstrap');
const { checkMachine, expectedFolders, lockDifferences } = require(
  `${bootstrap}/doctor/machine-rules.cjs`,
) as {
  checkMachine(facts: object): Finding[];
  expectedFolders(lock: object, installed: object): string[];
  lockDifferences(lock: object, manifests: object): string[];
};

const gigabyte = 1024 ** 3;
const required = {
  postgres: { package: 'postgresql', minimumVersion: 15 },
  initdb: { package: 'postgresql', minimumVersion: 15 },
  'nats-server': { package: 'nats-server', minimumVersion: 2 },
};
const programs = Object.keys(required).map((name) => ({
  name,
  path: `/usr/bin/${name}`,
  version: '17.2',
}));
const packages = {
  hasLock: true,
  isInstalled: true,
  outdated: [],
  absent: [],
  lockDifferences: [],
};
const good = {
  platform: 'linux',
  architecture: 'x64',
  distribution: 'Debian GNU/Linux 13',
  usesMusl: false,
  isRoot: false,
  isDebian: true,
  nodeVersion: '24.21.0',
  npmVersion: '11.0.0',
  freeBytes: { repository: 9 * gigabyte, temporary: 9 * gigabyte, sharedMemory: 2 * gigabyte },
  availableMemory: 8 * gigabyte,
  unwritable: [],
  required,
  programs,
  dockerAnswers: false,
  packages,
};

const remarks = (change: object) =>
  checkMachine({ ...good, ...change }).filter(({ level }) => level !== 'ok');

test('a machine with everything has no remarks', () => {
  expect(remarks({})).toEqual([]);
  expect(remarks({ platform: 'darwin', architecture: 'arm64', isDebian: false })).toEqual([]);
});

test.each<[string, object, string, string, RegExp]>([
  ['Windows', { platform: 'win32' }, 'problem', 'System', /WSL 2/],
  ['a processor of 32 bits', { architecture: 'arm' }, 'problem', 'System', /x64 or arm64/],
  ['musl', { usesMusl: true, nodeVersion: '20.1.0' }, 'problem', 'System', /node:24-bookworm/],
  ['an old Node', { nodeVersion: '18.20.0' }, 'problem', 'Node', /nvm install 24/],
  ['no npm', { npmVersion: undefined }, 'problem', 'npm', /nodejs\.org/],
  ['an old npm', { npmVersion: '8.1.0' }, 'problem', 'npm', /npm@latest/],
  ['little memory', { availableMemory: gigabyte }, 'problem', 'Memory', /--only/],
  ['memory for npm start alone', { availableMemory: 3e9 }, 'warning', 'Memory', /before npm test/],
  ['a folder of another user', { unwritable: ['/repo'] }, 'problem', 'Folders', /chown .* \/repo/],
])('%s is reported, with what to do', (_what, change, level, subject, advice) => {
  expect(remarks(change)).toEqual([
    expect.objectContaining({ level, subject, advice: [expect.stringMatching(advice)] }),
  ]);
});

test('an installation needs more room on the disk than a start', () => {
  const freeBytes = { ...good.freeBytes, repository: gigabyte };
  const notInstalled = { ...packages, isInstalled: false };
  expect(remarks({ freeBytes })).toEqual([]);
  expect(remarks({ freeBytes, packages: notInstalled })).toMatchObject([
    { level: 'problem', subject: 'Disk', text: '1 GB free; the installation needs 2 GB' },
    { level: 'warning', subject: 'Packages', text: 'not installed' },
  ]);
});

test('little shared memory is a problem only when there is little room for temporary files too', () => {
  const sharedMemory = 64 * 1024 ** 2;
  const full = { ...good.freeBytes, sharedMemory, temporary: sharedMemory };
  expect(remarks({ freeBytes: { ...good.freeBytes, sharedMemory } })).toMatchObject([
    { level: 'warning', subject: '/dev/shm' },
  ]);
  expect(remarks({ freeBytes: full })).toMatchObject([{ level: 'problem', subject: '/dev/shm' }]);
});

test('a missing server is installed by the commands only for root on Debian', () => {
  const missing = programs.map((program) =>
    program.name === 'nats-server' ? { name: program.name } : program,
  );
  const advice = (change: object) =>
    remarks({ programs: missing, ...change }).map(({ level, advice: lines }) => [
      level,
      lines?.[0],
    ]);
  expect(advice({})).toEqual([['problem', 'sudo apt-get install nats-server']]);
  expect(advice({ isRoot: true })).toEqual([
    ['warning', 'npm start and npm test install them; by hand: apt-get install nats-server'],
  ]);
  expect(advice({ platform: 'darwin', isDebian: false })).toEqual([
    ['problem', 'brew install nats-server'],
  ]);
  expect(advice({ isDebian: false })).toEqual([
    ['problem', 'Install with the package manager of this system: nats-server >= 2'],
  ]);
});

test('Docker replaces missing servers for npm start, but not for npm test', () => {
  const missing = programs.map(({ name }) => ({ name }));
  expect(remarks({ programs: missing, dockerAnswers: true })).toMatchObject([
    { level: 'problem', text: expect.stringContaining('npm start runs them in Docker') },
  ]);
});

test('a server that is too old or lacks a library is a problem', () => {
  const [postgres, ...others] = programs;
  const old = { ...postgres, version: '14.1' };
  const broken = {
    name: 'postgres',
    path: '/usr/bin/postgres',
    failure: 'libicu.so.72 is missing',
  };
  expect(remarks({ programs: [old, ...others] })).toMatchObject([
    { level: 'problem', text: '/usr/bin/postgres is version 14.1; Tribe needs 15 or later' },
  ]);
  expect(remarks({ programs: [broken, ...others] })).toMatchObject([
    {
      level: 'problem',
      text: '/usr/bin/postgres does not run: libicu.so.72 is missing',
      advice: ['sudo apt-get install --reinstall postgresql'],
    },
  ]);
});

test.each<[string, object, string, string]>([
  ['other versions', { outdated: ['node_modules/pg'] }, 'warning', 'npm ci'],
  ['deleted packages', { absent: ['node_modules/pg'] }, 'problem', 'npm ci'],
  ['another lock file', { lockDifferences: ['tools: pg'] }, 'problem', 'npm install'],
  ['no lock file', { hasLock: false }, 'problem', 'git checkout package-lock.json'],
])('%s are reported, with the command that helps', (_what, change, level, command) => {
  const [finding, ...rest] = remarks({ packages: { ...packages, ...change } });
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ level, subject: 'Packages' });
  expect(finding?.advice?.[0]).toContain(command);
});

test('the lock file matches the manifests when it records the same dependencies', () => {
  const lock = { packages: { '': { dependencies: { pg: '8.0.0' } }, tools: {} } };
  expect(lockDifferences(lock, { '': { dependencies: { pg: '8.0.0' } }, tools: {} })).toEqual([]);
  const changed = {
    '': { dependencies: { pg: '8.1.0' } },
    tools: { devDependencies: { nx: '1' } },
  };
  expect(lockDifferences(lock, { ...changed, 'libs/new': {} })).toEqual([
    'package.json: pg',
    'tools: nx',
    'libs/new is not in package-lock.json',
  ]);
});

test('the packages of a removed service are not expected', () => {
  const lock = { packages: { '': {}, 'node_modules/pg': {}, 'services/goals': {} } };
  const installed = {
    packages: { 'node_modules/pg': {}, 'node_modules/@tribe/trips': {}, 'services/goals': {} },
  };
  expect(expectedFolders(lock, installed)).toEqual(['node_modules/pg']);
});
