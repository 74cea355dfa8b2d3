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
const somebody = { uid: 65_534, gid: 65_534 };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-account-test-'));
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

const asRoot = process.getuid?.() === 0 ? test : test.failing;

asRoot('where the account can pass, the data stays where it was asked for', () => {
  const data = path.join(folder, 'postgres');
  expect(giveFolder(data, somebody)).toBe(data);
  expect(statSync(data)).toMatchObject({ uid: somebody.uid });
});

asRoot(
  'where it cannot pass, the data lives elsewhere behind a link, and the same place again next time',
  () => {
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const data = path.join(closed, 'postgres');
    const real = giveFolder(data, somebody);
    expect(real.startsWith(folder)).toBe(false);
    expect(lstatSync(data).isSymbolicLink()).toBe(true);
    expect(realpathSync(data)).toBe(realpathSync(real));
    expect(giveFolder(data, somebody)).toBe(real);
    expect(statSync(real).mode & 0o777).toBe(0o700);
    rmSync(real, { recursive: true });
  },
);

test('our own account needs no other owner', () => {
  const data = path.join(folder, 'postgres');
  expect(giveFolder(data, {})).toBe(data);
  expect(statSync(data).mode & 0o777).toBe(0o700);
});
