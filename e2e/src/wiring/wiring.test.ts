import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventTypes } from '@tribe/contracts';
import { durablesOf } from '@tribe/events';
import { EndpointRegistry, Metrics } from '@tribe/service-kit';
import { brokerUseOf, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { metricsDocument } from './metrics-document';
import { reviewedFile } from './reviewed-file';

const file = path.join(__dirname, '../../../docs/wiring.json');

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
});

afterAll(() => tribe.stop());

/** Returns all names that other systems depend on, so that a change shows in review. */
function wiringOf(system: Tribe) {
  const apps = allServices.map(({ name }) => ({ name, app: system.service(name).app }));
  return {
    routes: Object.fromEntries(
      apps.map(({ name, app }) => {
        const endpoints = app.get(EndpointRegistry).all();
        return [
          name,
          endpoints
            .map(
              ({ method, path: route, access, limit }) =>
                `${method} ${route} (${access}, ${limit})`,
            )
            .sort(),
        ];
      }),
    ),
    subjects: eventTypes.map(({ subject }) => subject).sort(),
    durables: Object.fromEntries(
      apps.flatMap(({ name, app }) =>
        durablesOf(app).map(({ durable, ...rest }) => [durable, { service: name, ...rest }]),
      ),
    ),
    watches: usesOf('watches'),
    calls: usesOf('calls'),
  };
}

function usesOf(kind: 'watches' | 'calls') {
  return Object.fromEntries(
    allServices.map(({ name, module }) => [name, brokerUseOf(module)[kind]]),
  );
}

test('routes, subjects, durables, watches and calls equal the reviewed docs/wiring.json', () => {
  const wiring = wiringOf(tribe);
  if (process.env.TRIBE_WRITE_WIRING === '1')
    writeFileSync(file, `${JSON.stringify(wiring, null, 2)}\n`);
  // Accept a change with `npm run wiring`, and commit it.
  expect(wiring).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

test('docs/metrics.md describes the metrics of the running services', async () => {
  const services = allServices.map(({ name }) => ({
    service: name,
    metrics: tribe.service(name).app.get(Metrics).declared,
  }));
  const { committed, generated } = await reviewedFile('docs/metrics.md', metricsDocument(services));
  expect(generated).toBe(committed);
});
