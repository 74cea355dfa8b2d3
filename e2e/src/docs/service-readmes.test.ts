import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventTypes } from '@tribe/contracts';

const services = path.resolve(__dirname, '../../../services');
const eventsByOwner = Map.groupBy(eventTypes, ({ owner }) => owner);

test.each([...eventsByOwner])(
  'the README of %s names every event of its contract',
  (owner, events) => {
    const text = readFileSync(path.join(services, owner, 'README.md'), 'utf8');
    const names = events.map(({ schema }) => schema.name);
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  },
);
