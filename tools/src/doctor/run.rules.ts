import type { Finding } from './finding';

/** The `npm start` of this checkout and its processes that run. */
export interface RunState {
  /** Undefined when no `npm start` runs. */
  readonly launcher: number | undefined;
  readonly processes: readonly { name: string; pid: number }[];
}

/** A service that `npm start` started. */
export interface ServiceState {
  readonly name: string;
  /** `ready`, another status of `/readyz`, or `stopped` or `silent` without one. */
  readonly status: string;
  /** Names of the checks that fail. */
  readonly failing: readonly string[];
}

export interface RunFacts extends RunState {
  readonly services: readonly ServiceState[];
  /** Whether every service of the repository was started; otherwise, the gateway cannot be ready. */
  readonly isComplete: boolean;
}

/** Reports the running system, or what a killed one left behind. */
export function checkRun(facts: RunFacts): Finding[] {
  if (facts.launcher === undefined) return [checkLeftovers(facts)];

  const running: Finding = {
    level: 'ok',
    subject: 'Local system',
    text: `npm start runs (process ${facts.launcher})`,
  };

  const notReady = facts.services.filter(({ status }) => status !== 'ready');
  if (notReady.length > 0) return [running, ...notReady.map((service) => unready(service, facts))];

  return [running, { level: 'ok', subject: 'Services', text: readyNames(facts.services) }];
}

function checkLeftovers({ processes }: RunState): Finding {
  const subject = 'Local system';
  if (processes.length === 0)
    return { level: 'ok', subject, text: 'not running; npm start starts it' };
  const names = processes.map(({ name }) => name).join(', ');

  return {
    level: 'warning',
    subject,
    text: `processes of a killed npm start still run: ${names}`,
    advice: ['The next npm start stops them; npm run reset also deletes the local data'],
  };
}

function unready({ name, status, failing }: ServiceState, facts: RunFacts): Finding {
  const { isComplete } = facts;
  const reason = failing.length > 0 ? `; failing: ${failing.join(', ')}` : '';
  const log = `See .tribe/logs/${logOf(name, facts)}.log`;

  return {
    level: isComplete || status === 'stopped' || status === 'silent' ? 'problem' : 'warning',
    subject: 'Services',
    text: `${name} is ${status}${reason}`,
    advice: isComplete ? [log] : [log, 'npm start without --only starts the other services'],
  };
}

/** Returns the name of a log; services in one process share `services`. */
function logOf(name: string, { processes }: RunFacts): string {
  const pid = processes.find((each) => each.name === name)?.pid;
  const isShared = processes.some((each) => each.name !== name && each.pid === pid);

  return isShared ? 'services' : name;
}

function readyNames(services: readonly ServiceState[]): string {
  return `ready: ${services.map(({ name }) => name).join(', ')}`;
}
