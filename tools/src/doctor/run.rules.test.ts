import { checkRun, type RunFacts, type ServiceState } from './run.rules';

const goals: ServiceState = { name: 'goals', status: 'ready', failing: [] };
const running: RunFacts = {
  launcher: 10,
  processes: [{ name: 'goals', pid: 12 }],
  services: [goals],
  isComplete: true,
};

test('a system that does not run is fine', () => {
  const facts = { launcher: undefined, processes: [], services: [], isComplete: false };
  expect(checkRun(facts)).toMatchObject([
    { level: 'ok', text: 'not running; npm start starts it' },
  ]);
});

test('processes of a killed launcher are named, with how to stop them', () => {
  expect(checkRun({ ...running, launcher: undefined, services: [] })).toEqual([
    {
      level: 'warning',
      subject: 'Local system',
      text: 'processes of a killed npm start still run: goals',
      advice: ['The next npm start stops them; npm run reset also deletes the local data'],
    },
  ]);
});

test('a running system with ready services is fine', () => {
  expect(checkRun(running)).toMatchObject([
    { level: 'ok', text: 'npm start runs (process 10)' },
    { level: 'ok', subject: 'Services', text: 'ready: goals' },
  ]);
});

test('a service that is not ready is a problem, with its failing checks and its log', () => {
  const services = [{ name: 'goals', status: 'unready', failing: ['database', 'nats'] }];
  expect(checkRun({ ...running, services })[1]).toEqual({
    level: 'problem',
    subject: 'Services',
    text: 'goals is unready; failing: database, nats',
    advice: ['See .tribe/logs/goals.log'],
  });
});

test.each([
  ['unready', 'warning'],
  ['stopped', 'problem'],
  ['silent', 'problem'],
])('a service that is %s while others are not started is a %s', (status, level) => {
  const services = [{ ...goals, status }];
  expect(checkRun({ ...running, services, isComplete: false })[1]).toMatchObject({ level });
});

test('the log of a service that shares its process is that of all services', () => {
  const services = [{ name: 'goals', status: 'unready', failing: [] }];
  const processes = ['goals', 'gateway'].map((name) => ({ name, pid: 12 }));
  expect(checkRun({ ...running, services, processes })[1]?.advice).toEqual([
    'See .tribe/logs/services.log',
  ]);
});
