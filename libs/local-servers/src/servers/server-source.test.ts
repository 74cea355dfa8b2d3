import { packagesFor } from './apt-install';
import { chooseSource } from './server-source';

const yes = async () => true;
const no = async () => false;

test('prefers installed programs, then Docker, then apt-get', async () => {
  expect(await chooseSource({ missing: [], dockerAnswers: yes, canUseApt: true })).toBe('programs');
  expect(
    await chooseSource({ missing: ['nats-server'], dockerAnswers: yes, canUseApt: true }),
  ).toBe('docker');
  expect(await chooseSource({ missing: ['nats-server'], dockerAnswers: no, canUseApt: true })).toBe(
    'apt',
  );
});

test('throws what is missing and how to install it when no source works', async () => {
  const choice = chooseSource({ missing: ['nats-server'], dockerAnswers: no, canUseApt: false });
  await expect(choice).rejects.toThrow(
    /missing: nats-server\.[^]*apt-get install[^]*brew install[^]*Docker/,
  );
});

test('packagesFor lists each package once', () => {
  expect(packagesFor(['postgres', 'initdb', 'nats-server'])).toEqual(['postgresql', 'nats-server']);
});
