import type { PortHolder, PortUse } from '@tribe/local-servers';
import type { Finding } from './finding';
import type { RunState } from './run.rules';

/** A port that is taken. */
export interface TakenPort extends PortUse {
  /** Undefined when the process belongs to another user. */
  readonly holder: PortHolder | undefined;
}

export interface PortFacts {
  /** How many ports the system needs. */
  readonly total: number;
  readonly taken: readonly TakenPort[];
  /** A value of TRIBE_PORT_OFFSET with which every port is free. */
  readonly freeOffset: number | undefined;
}

/** Says for each taken port whether its process belongs to `npm start`. */
export function checkPorts({ total, taken, freeOffset }: PortFacts, run: RunState): Finding[] {
  const foreign = taken.filter((port) => !isOwn(port, run));
  if (foreign.length > 0) return withMove(foreign.map(takenByOther), freeOffset);
  return [{ level: 'ok', subject: 'Ports', text: usage(taken.length, total, run) }];
}

function usage(used: number, total: number, { launcher }: RunState): string {
  if (used === 0) return `${total} needed, all free`;
  const rest = used < total ? ', the rest free' : '';
  return `${used} of ${total} used by ${launcher === undefined ? 'a killed' : 'the running'} npm start${rest}`;
}

function isOwn({ holder, isServer }: TakenPort, { launcher, processes }: RunState): boolean {
  if (holder && (holder.pid === launcher || processes.some(({ pid }) => pid === holder.pid)))
    return true;
  const inDocker = launcher !== undefined && !processes.some(({ name }) => name === 'Postgres');
  return isServer && inDocker;
}

function takenByOther({ port, user, holder }: TakenPort): Finding {
  const by = holder ? ` by ${holder.program} (process ${holder.pid})` : ' by another user';
  const stop = holder ? `kill ${holder.pid}` : `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN names it`;
  return {
    level: 'problem',
    subject: 'Ports',
    text: `${port}, needed by ${user}, is taken${by}`,
    advice: [`Stop the program: ${stop}`],
  };
}

/** Other ports solve all problems at once, so the last one says it. */
function withMove(findings: Finding[], freeOffset: number | undefined): Finding[] {
  if (freeOffset === undefined) return findings;
  const move = `Or move Tribe to free ports: TRIBE_PORT_OFFSET=${freeOffset} npm start`;
  return findings.map((finding, index) =>
    index < findings.length - 1
      ? finding
      : { ...finding, advice: [...(finding.advice ?? []), move] },
  );
}
