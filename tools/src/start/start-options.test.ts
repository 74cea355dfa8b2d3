import type { ServiceEntry } from '@tribe/local-servers';
import { parseStartOptions } from './start-options';

const service = (name: string, canStart = true) => ({ name, canStart }) as ServiceEntry;
const all = [service('gateway'), service('goals'), service('identity'), service('coach', false)];
const names = (args: string[]) => parseStartOptions(args, all).services.map(({ name }) => name);

test('everything that can start is started; a folder without a main file does not exist yet', () => {
  expect(names([])).toEqual(['gateway', 'goals', 'identity']);
});

test('--only starts some of them', () => {
  expect(names(['--only', 'goals, identity'])).toEqual(['goals', 'identity']);
  expect(names(['--only=goals'])).toEqual(['goals']);
});

test('--no-seed leaves the demo data out', () => {
  expect(parseStartOptions([], all).seed).toBe(true);
  expect(parseStartOptions(['--no-seed'], all).seed).toBe(false);
});

test('--watch reloads services when their sources change', () => {
  expect(parseStartOptions([], all).watch).toBe(false);
  expect(parseStartOptions(['--watch'], all).watch).toBe(true);
});

test.each([
  [['--only', 'goalz'], 'There is no service goalz; there are gateway, goals, identity'],
  [['--only', 'coach'], 'There is no service coach'],
  [['--only'], '--only needs the names of services'],
  [['--fast'], 'npm start does not know "--fast"'],
])('%j is refused with a message that helps', (args, message) => {
  expect(() => names(args)).toThrow(message);
});
