'use strict';

/**
 * `npm run doctor` says what this machine lacks, what is taken and what to do about it. The first part is plain
 * JavaScript and works in a fresh clone; the second part is tools/src/commands/doctor.ts, which needs the packages.
 */
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { commandLine, toolEnvironment } = require('../environment.cjs');
const { withLock } = require('../lock.cjs');
const { prepareTools } = require('../prepare-tools.cjs');
const { machineFacts } = require('./machine-facts.cjs');
const { checkMachine } = require('./machine-rules.cjs');
const { reportOf, summaryOf } = require('./report.cjs');

const root = path.resolve(__dirname, '../../..');

async function main() {
  const facts = machineFacts(root);
  const machine = checkMachine(facts);
  console.log(reportOf(machine));
  const system = await systemFindings(facts.packages);
  console.log(reportOf(system));
  const all = [...machine, ...system];
  console.log(`\n${summaryOf(all)}`);
  process.exit(all.some(({ level }) => level === 'problem') ? 1 : 0);
}

/** Ports, the running system and leftovers. */
async function systemFindings({ isInstalled, outdated, absent }) {
  if (!isInstalled || outdated.length > 0 || absent.length > 0)
    return [
      {
        level: 'skipped',
        subject: 'Local system',
        text: 'checked once the packages are installed',
      },
    ];
  const env = toolEnvironment(root);
  try {
    await withLock(root, () => prepareTools(root, env));
  } catch (error) {
    return [cannotCheck(error.message)];
  }
  const { node, args } = commandLine(root, 'doctor');
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, env, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : [cannotCheck(stderr)];
}

function cannotCheck(reason) {
  const lines = reason.trim().split('\n');
  return { level: 'problem', subject: 'Local system', text: 'not checked', advice: lines };
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
