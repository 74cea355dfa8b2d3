import { decideTime } from '../../checkin/checkin.rules';
import { dayOfWall } from '../../streak/calendar.rules';
import { inTurns } from '../format/turns';
import { maxAgeMs } from '../history/entry.rules';
import { type HabitHistory, hashOf, type KeyedEntry } from '../history/history.rules';
import { checkinOf, type ExportedCheckin } from './tribe-export.rules';
import { refuseRow, type TribeRun } from './tribe-run';

const invalidCheckin = {
  code: 'LINE_INVALID',
  field: 'checkins',
  message: 'is not a valid check-in',
} as const;

const repeatedCheckin = {
  code: 'LINE_REPEATED',
  field: 'checkins',
  message: 'is in an earlier row of this system',
} as const;

/** Returns the check-ins of an export by the id of their system there. */
export async function tribeHistories(
  run: TribeRun,
  checkins: readonly unknown[],
  maxAheadHours: number,
): Promise<Map<string, HabitHistory>> {
  const histories = new Map<string, HabitHistory>();
  const known = new Set<string>();
  let line = 0;

  for await (const row of inTurns(checkins, run.signal)) {
    line += 1;
    const checkin = checkinOf(row);
    const identity = `${checkin?.systemId} ${checkin?.body.client_id}`;

    if (!checkin || !isPossible(run, checkin, maxAheadHours)) refuseRow(run, line, invalidCheckin);
    else if (known.has(identity)) refuseRow(run, line, repeatedCheckin);
    else {
      known.add(identity);
      const history = histories.get(checkin.systemId) ?? emptyHistory(checkin.systemId);
      history.entries.push(entryOf(run, line, checkin));
      histories.set(checkin.systemId, history);
    }
  }

  return histories;
}

export function emptyHistory(systemId: string): HabitHistory {
  return { key: hashOf('tribe', systemId), title: '', name: '', entries: [] };
}

function isPossible(
  { calendar, now }: TribeRun,
  { body, localTime }: ExportedCheckin,
  maxAheadHours: number,
): boolean {
  const [at, wall] = [Date.parse(body.checked_in_at), localTime.getTime()];
  const limits = { createdAt: now - maxAgeMs, startedOn: Infinity, now, maxAheadHours };

  return decideTime({ at, wall, day: dayOfWall(calendar, wall, at) }, limits).kind !== 'refuse';
}

/** Keeps the client id, so that a device that sends the check-in again adds none. */
function entryOf(
  { calendar }: TribeRun,
  line: number,
  { body, localTime }: ExportedCheckin,
): KeyedEntry {
  const [at, wall] = [Date.parse(body.checked_in_at), localTime.getTime()];

  return {
    line,
    column: null,
    day: dayOfWall(calendar, wall, at),
    at,
    wall,
    identity: body.client_id,
    clientId: body.client_id,
    outcome: body.status,
    value: body.value ?? null,
    unit: null,
    note: body.notes || null,
    photoUrl: body.photo_url ?? null,
  };
}
