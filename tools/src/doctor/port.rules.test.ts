import { checkPorts, type TakenPort } from './port.rules';
import type { RunState } from './run.rules';

const idle: RunState = { launcher: undefined, processes: [] };
const running: RunState = {
  launcher: 10,
  processes: [
    { name: 'Postgres', pid: 11 },
    { name: 'gateway', pid: 12 },
  ],
};
const taken = (
  port: number,
  user: string,
  holder: TakenPort['holder'],
  isServer = false,
): TakenPort => ({ port, user, isServer, holder });
const gateway = (pid: number) => taken(8080, 'gateway', { pid, program: 'node' });
const check = (ports: TakenPort[], run: RunState) =>
  checkPorts({ total: 17, taken: ports, freeOffset: 200 }, run);

test('free ports are fine', () => {
  expect(check([], idle)).toEqual([{ level: 'ok', subject: 'Ports', text: '17 needed, all free' }]);
});

test('ports of the running system are fine, also those that its launcher holds', () => {
  const mailbox = taken(8089, 'the page of the mailbox', { pid: 10, program: 'node' }, true);
  expect(check([gateway(12), mailbox], running)).toMatchObject([
    { level: 'ok', text: '2 of 17 used by the running npm start, the rest free' },
  ]);
});

test('ports of servers in Docker are fine, although nobody can tell who holds them', () => {
  const inDocker = { launcher: 10, processes: [{ name: 'gateway', pid: 12 }] };
  const postgres = taken(54_329, 'Postgres', undefined, true);
  expect(check([postgres], inDocker)).toMatchObject([{ level: 'ok' }]);
  expect(check([postgres], running)).toMatchObject([{ level: 'problem' }]);
});

test('a port of another program is a problem, with its process and how to stop it', () => {
  expect(check([gateway(99)], running)).toEqual([
    {
      level: 'problem',
      subject: 'Ports',
      text: '8080, needed by gateway, is taken by node (process 99)',
      advice: [
        'Stop the program: kill 99',
        'Or move Tribe to free ports: TRIBE_PORT_OFFSET=200 npm start',
      ],
    },
  ]);
});

test('the way to other ports is said once', () => {
  const findings = check([gateway(99), taken(8081, 'goals', undefined)], idle);
  expect(findings.map(({ advice }) => advice?.length)).toEqual([1, 2]);
  expect(findings[1]?.text).toBe('8081, needed by goals, is taken by another user');
});
