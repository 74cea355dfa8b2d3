'use strict';

/**
 * Whether the servers can run on this machine: as installed programs, in Docker (`npm start` only) or installed by
 * apt-get, which `npm start` and `npm test` do as root.
 *
 * @param {object} facts those of machine-facts.cjs
 */
function checkPrograms(facts) {
  const { programs, required } = facts;
  const broken = programs.filter(({ failure }) => failure !== undefined);
  const old = programs.filter(({ name, version }) =>
    isOlder(version, required[name].minimumVersion),
  );
  const missing = programs.filter((program) => program.path === undefined);
  const findings = [
    ...broken.map((program) => brokenProgram(program, facts)),
    ...old.map((program) => oldProgram(program, facts)),
    ...(missing.length > 0 ? [missingPrograms(missing, facts)] : []),
  ];
  return findings.length > 0
    ? findings
    : [{ level: 'ok', subject: 'Servers', text: versions(programs) }];
}

function brokenProgram({ name, path, failure }, facts) {
  const text = `${path} does not run: ${failure}`;
  return { level: 'problem', subject: 'Servers', text, advice: [reinstall([name], facts)] };
}

function oldProgram({ name, path, version }, facts) {
  const minimum = facts.required[name].minimumVersion;
  const text = `${path} is version ${version}; Tribe needs ${minimum} or later`;
  return { level: 'problem', subject: 'Servers', text, advice: [install([name], facts)] };
}

function missingPrograms(missing, facts) {
  const names = missing.map(({ name }) => name);
  const text = `not found: ${names.join(', ')}`;
  const advice = [install(names, facts)];
  if (facts.isRoot && facts.isDebian) {
    const automatic = `npm start and npm test install them; by hand: ${install(names, facts)}`;
    return { level: 'warning', subject: 'Servers', text, advice: [automatic] };
  }
  if (!facts.dockerAnswers) return { level: 'problem', subject: 'Servers', text, advice };
  return {
    level: 'problem',
    subject: 'Servers',
    text: `${text}; npm start runs them in Docker, but npm test does not`,
    advice,
  };
}

function install(names, { platform, isDebian, isRoot, required }) {
  const packages = [...new Set(names.map((name) => required[name].package))];
  if (platform === 'darwin')
    return `brew install ${packages.map((name) => macPackages[name] || name).join(' ')}`;
  if (isDebian) return `${isRoot ? '' : 'sudo '}apt-get install ${packages.join(' ')}`;
  const needed = packages.map((name) => `${name} >= ${minimumOf(name, required)}`);
  return `Install with the package manager of this system: ${needed.join(', ')}`;
}

function reinstall(names, facts) {
  return install(names, facts)
    .replace('apt-get install', 'apt-get install --reinstall')
    .replace('brew install', 'brew reinstall');
}

const macPackages = { postgresql: 'postgresql@17', 'redis-server': 'redis' };

function minimumOf(packageName, required) {
  return Object.values(required).find((program) => program.package === packageName).minimumVersion;
}

function isOlder(version, minimum) {
  return version !== undefined && Number(version.split('.')[0]) < minimum;
}

function versions(programs) {
  const titles = { postgres: 'Postgres', 'nats-server': 'NATS', 'redis-server': 'Redis' };
  return programs
    .filter(({ name }) => titles[name])
    .map(({ name, version }) => `${titles[name]} ${version}`)
    .join(', ');
}

module.exports = { checkPrograms };
