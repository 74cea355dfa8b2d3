import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { giveFolder } from './postgres-account';

let folder: string;
const account = { uid: 65_534, gid: 65_534 };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-account-test-'));
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

const asRoot = process.getuid?.() === 0 ? test : test.failing;

asRoot('uses the given folder when the account can traverse its parents', () => {
  const data = path.join(folder, 'postgres');
  expect(giveFolder(data, account)).toBe(data);
  expect(statSync(data)).toMatchObject({ uid: account.uid });
});

asRoot(
  'otherwise stores the data in another folder behind a link, and in the same folder next time',
  () => {
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const data = path.join(closed, 'postgres');
    const real = giveFolder(data, account);
    expect(real.startsWith(folder)).toBe(false);
    expect(lstatSync(data).isSymbolicLink()).toBe(true);
    expect(realpathSync(data)).toBe(realpathSync(real));
    expect(giveFolder(data, account)).toBe(real);
    expect(statSync(real).mode & 0o777).toBe(0o700);
    rmSync(real, { recursive: true });
  },
);

test('does not change the owner for the current account', () => {
  const data = path.join(folder, 'postgres');
  expect(giveFolder(data, {})).toBe(data);
  expect(statSync(data).mode & 0o777).toBe(0o700);
});
