import type { ServiceEntry } from '@tribe/local-servers';
import { parseStartOptions } from './start-options';

const service = (name: string, canStart = true) => ({ name, canStart }) as ServiceEntry;
const all = [service('gateway'), service('goals'), service('identity'), service('coach', false)];
const names = (args: string[]) => parseStartOptions(args, all).services.map(({ name }) => name);

test('starts all services by default, except folders without a main file', () => {
  expect(names([])).toEqual(['gateway', 'goals', 'identity']);
});

test('--only starts the given services', () => {
  expect(names(['--only', 'goals, identity'])).toEqual(['goals', 'identity']);
  expect(names(['--only=goals'])).toEqual(['goals']);
});

test('--no-seed omits the demo data', () => {
  expect(parseStartOptions([], all).seed).toBe(true);
  expect(parseStartOptions(['--no-seed'], all).seed).toBe(false);
});

test('--watch enables watching', () => {
  expect(parseStartOptions([], all).watch).toBe(false);
  expect(parseStartOptions(['--watch'], all).watch).toBe(true);
});

test('--single and --no-single choose how services run, and the last one counts', () => {
  expect(parseStartOptions([], all).single).toBeUndefined();
  expect(parseStartOptions(['--single'], all).single).toBe(true);
  expect(parseStartOptions(['--single', '--no-single'], all).single).toBe(false);
});

test.each([
  [['--only', 'goalz'], 'There is no service goalz; the services are gateway, goals, identity'],
  [['--only', 'coach'], 'There is no service coach'],
  [['--only'], '--only needs the names of services'],
  [['--fast'], 'npm start does not know "--fast"'],
])('refuses %j with an explanation', (args, message) => {
  expect(() => names(args)).toThrow(message);
});
