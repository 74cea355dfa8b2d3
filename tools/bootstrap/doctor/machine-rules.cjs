'use strict';

/**
 * Decides from facts alone which problems a machine has. A finding is
 * `{ level: 'ok' | 'warning' | 'problem', subject, text, advice? }`; a problem prevents `npm start` or `npm test`.
 */
const { checkPrograms } = require('./program-rules.cjs');

const gigabyte = 1024 ** 3;

/** Measured: 1.1 GB of packages, 0.5 GB of npm's cache, 0.1 GB of compiled code and local data. */
const installBytes = 2 * gigabyte;
/** Measured: 0.1 GB after the first start; logs and databases grow. */
const runBytes = 0.5 * gigabyte;
/** Measured: 1.1 GB after the start; a service takes up to 0.1 GB more under load. */
const startMemory = 1.5 * gigabyte;
/** Measured: two test workers of at most 1.5 GB, a Postgres and the checks. */
const testMemory = 4 * gigabyte;
/** Below this, tests use the folder for temporary files (tools/src/test-run/fast-folder.ts). */
const sharedMemoryBytes = gigabyte;

/** @param {object} facts those of machine-facts.cjs */
function checkMachine(facts) {
  return [
    checkSystem(facts),
    checkNode(facts),
    checkNpm(facts),
    checkDisk(facts),
    checkMemory(facts),
    ...checkSharedMemory(facts),
    ...checkFolders(facts),
    ...checkPrograms(facts),
    ...checkPackages(facts),
  ];
}

function checkSystem({ platform, architecture, distribution, usesMusl, nodeVersion }) {
  const subject = 'System';
  const text = [distribution || platform, architecture].join(', ');
  if (platform === 'win32')
    return problem(subject, text, [
      'Use Tribe inside WSL 2: wsl --install, then clone the repository there',
    ]);
  if (!['linux', 'darwin'].includes(platform) || !['x64', 'arm64'].includes(architecture))
    return problem(subject, text, ['Use Linux or macOS on x64 or arm64']);
  if (usesMusl && major(nodeVersion) < 24)
    return problem(subject, `${text}; the Node 24 in node_modules needs glibc`, [
      'Use an image with glibc, such as node:24-bookworm, or install Node 24',
    ]);
  return ok(subject, text);
}

function checkNode({ nodeVersion, packages }) {
  if (major(nodeVersion) < 20)
    return problem('Node', `${nodeVersion}; Tribe needs 20 or later`, [
      'Install Node 24: https://nodejs.org/en/download, or nvm install 24',
    ]);
  if (major(nodeVersion) >= 24) return ok('Node', nodeVersion);
  return ok(
    'Node',
    `${nodeVersion}; Tribe runs on Node ${packages.nodeVersion || 24} in node_modules`,
  );
}

function checkNpm({ npmVersion }) {
  if (npmVersion === undefined)
    return problem('npm', 'not found', ['Install Node with npm: https://nodejs.org/en/download']);
  if (major(npmVersion) < 9)
    return problem('npm', `${npmVersion}; Tribe needs 9 or later`, [
      'npm install --global npm@latest',
    ]);
  return ok('npm', npmVersion);
}

function checkDisk({ freeBytes, packages }) {
  const free = freeBytes.repository;
  if (free === undefined) return ok('Disk', 'free space is unknown to this version of Node');
  const needed = packages.isInstalled ? runBytes : installBytes;
  const text = `${size(free)} free`;
  if (free < needed)
    return problem(
      'Disk',
      `${text}; ${packages.isInstalled ? 'Tribe' : 'the installation'} needs ${size(needed)}`,
      ['Free space: npm run reset deletes local data, npm cache clean --force the cache of npm'],
    );
  return ok('Disk', text);
}

function checkMemory({ availableMemory }) {
  const text = `${size(availableMemory)} available`;
  if (availableMemory < startMemory)
    return problem('Memory', `${text}; npm start needs ${size(startMemory)}`, [
      'Close other programs, or start fewer services: npm start -- --only goals,gateway,identity',
    ]);
  if (availableMemory < testMemory)
    return warning('Memory', `${text}; npm test needs up to ${size(testMemory)}`, [
      'Close other programs before npm test, or run a part: npm test -- services/goals',
    ]);
  return ok('Memory', text);
}

function checkSharedMemory({ freeBytes: { sharedMemory, temporary } }) {
  if (sharedMemory === undefined) return [];
  const text = `${size(sharedMemory)} free`;
  if (sharedMemory >= sharedMemoryBytes) return [ok('/dev/shm', text)];
  if (temporary !== undefined && temporary < sharedMemoryBytes)
    return [
      problem(
        '/dev/shm',
        `${text}, and ${size(temporary)} for temporary files; npm test needs ${size(sharedMemoryBytes)}`,
        ['Free space in /dev/shm or in the folder for temporary files'],
      ),
    ];
  return [
    warning('/dev/shm', `${text}; npm test uses the slower folder for temporary files`, [
      'In a container, start it with --shm-size=2g',
    ]),
  ];
}

function checkFolders({ unwritable }) {
  if (unwritable.length === 0) return [ok('Folders', 'all are writable')];
  return unwritable.map((folder) =>
    problem('Folders', `${folder} is not writable`, [`sudo chown -R "$(id -un)" ${folder}`]),
  );
}

function checkPackages({ packages }) {
  const { hasLock, isInstalled, outdated, absent, lockDifferences: differences } = packages;
  if (!hasLock)
    return [
      problem('Packages', 'package-lock.json is missing', ['git checkout package-lock.json']),
    ];
  if (differences.length > 0)
    return [
      problem('Packages', `package-lock.json does not match package.json: ${few(differences)}`, [
        'npm install, and commit package-lock.json',
      ]),
    ];
  if (!isInstalled)
    return [
      warning('Packages', 'not installed', [
        'npm start and npm test install them; by hand: npm ci',
      ]),
    ];
  if (outdated.length > 0)
    return [
      warning('Packages', `other versions than in package-lock.json: ${few(outdated)}`, [
        'npm start and npm test install the right versions; by hand: npm ci',
      ]),
    ];
  if (absent.length > 0)
    return [problem('Packages', `installed, but deleted since: ${few(absent)}`, ['npm ci'])];
  return [ok('Packages', 'as in package-lock.json')];
}

/**
 * Returns the folders that npm installed and that the lockfile still contains. A service that was removed from the
 * checkout stays in the installed packages until the next installation.
 *
 * @param {{ packages: Record<string, unknown> }} lock
 * @param {{ packages: Record<string, unknown> }} installed
 * @returns {string[]}
 */
function expectedFolders(lock, installed) {
  return Object.keys(installed.packages).filter(
    (folder) => folder.includes('node_modules/') && folder in lock.packages,
  );
}

/**
 * Compares the manifests with what package-lock.json records of them; `npm ci` refuses a difference.
 *
 * @param {{ packages: Record<string, any> }} lock
 * @param {Record<string, any>} manifests every package.json by its folder; the folder of the root is ''
 * @returns {string[]} `services/goals: pg`
 */
function lockDifferences(lock, manifests) {
  return Object.entries(manifests).flatMap(([folder, manifest]) => {
    const recorded = lock.packages[folder];
    if (!recorded) return [`${folder} is not in package-lock.json`];
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => {
      const wanted = manifest[kind] || {};
      const known = recorded[kind] || {};
      const names = Object.keys({ ...wanted, ...known });
      return names
        .filter((name) => wanted[name] !== known[name])
        .map((name) => `${folder || 'package.json'}: ${name}`);
    });
  });
}

function few(items) {
  const shown = items.slice(0, 3).join(', ');
  return items.length > 3 ? `${shown} and ${items.length - 3} more` : shown;
}

function size(bytes) {
  return bytes < gigabyte
    ? `${Math.round(bytes / 1024 ** 2)} MB`
    : `${+(bytes / gigabyte).toFixed(1)} GB`;
}

function major(version) {
  return Number(version.split('.')[0]);
}

const ok = (subject, text) => ({ level: 'ok', subject, text });
const warning = (subject, text, advice) => ({ level: 'warning', subject, text, advice });
const problem = (subject, text, advice) => ({ level: 'problem', subject, text, advice });

module.exports = { checkMachine, expectedFolders, lockDifferences };
