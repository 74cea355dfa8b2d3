import { packagesFor } from './apt-install';
import { chooseSource } from './server-source';

const yes = async () => true;
const no = async () => false;

test('programs of the machine come first, then Docker, then apt-get', async () => {
  expect(await chooseSource({ missing: [], dockerAnswers: yes, canUseApt: true })).toBe('programs');
  expect(
    await chooseSource({ missing: ['nats-server'], dockerAnswers: yes, canUseApt: true }),
  ).toBe('docker');
  expect(await chooseSource({ missing: ['nats-server'], dockerAnswers: no, canUseApt: true })).toBe(
    'apt',
  );
});

test('where nothing works, one message names what is missing and how to get it', async () => {
  const choice = chooseSource({ missing: ['nats-server'], dockerAnswers: no, canUseApt: false });
  await expect(choice).rejects.toThrow(
    /missing: nats-server\.[^]*apt-get install[^]*brew install[^]*Docker/,
  );
});

test('programs of one package are asked for once', () => {
  expect(packagesFor(['postgres', 'initdb', 'nats-server'])).toEqual(['postgresql', 'nats-server']);
});
