import type { Finding } from './finding';

export interface TestLeftovers {
  /** Folders of test runs that were killed. */
  readonly folders: readonly string[];
  /** Servers of such runs that still run. */
  readonly pids: readonly number[];
}

/** Reports what killed test runs left behind. */
export function checkTestLeftovers({ folders, pids }: TestLeftovers): Finding[] {
  const subject = 'Test runs';
  const findings: Finding[] = [];

  if (pids.length > 0)
    findings.push({
      level: 'warning',
      subject,
      text: `${pids.length} server processes of killed runs still run`,
      advice: [`kill ${pids.join(' ')}`],
    });

  if (folders.length > 0)
    findings.push({
      level: 'warning',
      subject,
      text: `killed runs left ${folders.join(', ')}`,
      advice: [`The next npm test deletes them; by hand: rm -r ${folders.join(' ')}`],
    });

  return findings.length > 0 ? findings : [{ level: 'ok', subject, text: 'nothing left over' }];
}

export interface DataFacts {
  /** Major version of the Postgres that created the local data; undefined when there is none. */
  readonly dataVersion: number | undefined;
  /** Major version of the Postgres that `npm start` would run; undefined when it is not installed. */
  readonly programVersion: number | undefined;
}

/** Postgres refuses data of another major version. */
export function checkData({ dataVersion, programVersion }: DataFacts): Finding {
  const subject = 'Local data';
  if (dataVersion === undefined) return { level: 'ok', subject, text: 'none' };
  if (programVersion === undefined || programVersion === dataVersion)
    return { level: 'ok', subject, text: `in .tribe/, of Postgres ${dataVersion}` };

  return {
    level: 'problem',
    subject,
    text: `of Postgres ${dataVersion}, but this machine has Postgres ${programVersion}`,
    advice: [`Delete it: npm run reset`, `Or install Postgres ${dataVersion}`],
  };
}
