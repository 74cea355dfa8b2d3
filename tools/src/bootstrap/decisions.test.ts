import path from 'node:path';

interface Packages {
  packages: Record<string, { version?: string; optional?: boolean; link?: boolean }>;
}

// The launcher is plain JavaScript outside of src, since it runs before anything is installed or compiled.
const { needsInstall, nodeToUse, isStale } = require(
  path.resolve(__dirname, '../../bootstrap/decisions.cjs'),
) as {
  needsInstall(wanted: Packages, installed: Packages | undefined): boolean;
  nodeToUse(version: string, execPath: string, localNode: string): string;
  isStale(newestSourceMs: number, outputMs: number | undefined): boolean;
};

const wanted: Packages = {
  packages: {
    '': { version: '0.1.0' },
    'services/goals': { version: '0.1.0' },
    'node_modules/@tribe/goals': { link: true },
    'node_modules/pg': { version: '8.0.0' },
    'node_modules/only-on-macos': { version: '1.0.0', optional: true },
  },
};
const installedWith = (pg: object | undefined): Packages => ({
  packages: { 'node_modules/@tribe/goals': { link: true }, ...(pg && { 'node_modules/pg': pg }) },
});

test('packages are installed when nothing is, when one is missing, and when one has another version', () => {
  expect(needsInstall(wanted, undefined)).toBe(true);
  expect(needsInstall(wanted, installedWith(undefined))).toBe(true);
  expect(needsInstall(wanted, installedWith({ version: '7.9.9' }))).toBe(true);
});

test('packages are left alone when all are there; those of other platforms do not count', () => {
  expect(needsInstall(wanted, installedWith({ version: '8.0.0' }))).toBe(false);
});

test('an old Node hands over to the one in node_modules, a new one goes on', () => {
  expect(nodeToUse('20.20.2', '/usr/bin/node', '/repo/node')).toBe('/repo/node');
  expect(nodeToUse('24.9.0', '/usr/bin/node', '/repo/node')).toBe('/usr/bin/node');
});

test('generated code is made again when it is missing or older than its source', () => {
  expect(isStale(100, undefined)).toBe(true);
  expect(isStale(100, 99)).toBe(true);
  expect(isStale(100, 101)).toBe(false);
});
