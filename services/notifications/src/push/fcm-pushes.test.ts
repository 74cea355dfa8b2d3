import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ReminderDueSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';
import { GoogleDouble } from './google-double.test-support';

let google: GoogleDouble;
let expo: Server;
let tribe: Tribe;
let brian: Person;
const expoTokens: string[] = [];

beforeAll(async () => {
  google = await GoogleDouble.start();
  expo = createServer(async (request, response) => {
    const received = (await json(request)) as { to: string }[];
    expoTokens.push(...received.map(({ to }) => to));
    response.end(JSON.stringify({ data: received.map(() => ({ status: 'ok' })) }));
  });
  await new Promise<void>((listening) => expo.listen(0, '127.0.0.1', listening));
  const env = {
    ...google.environment,
    PUSH_URL: `http://127.0.0.1:${(expo.address() as AddressInfo).port}/`,
  };
  tribe = await startTribe({ services: [notifications], env });
  brian = await tribe.person('brian');
});

afterAll(async () => {
  await tribe.stop();
  google.stop();
  expo.close();
});

async function device(token = `fcm-${newId()}`): Promise<string> {
  const body = { token, device_type: 'android' };
  expect((await brian.post('/api/v1/notifications/push-tokens', body)).status).toBe(201);

  return token;
}

async function remind(title: string): Promise<void> {
  const reminderId = newId();
  const data = { reminderId, userId: brian.id, systemId: newId(), title };
  const init = { entityId: reminderId, entityVersion: 1, data };
  await tribe.publishAs('goals', eventOf(ReminderDueSchema, init));
  await tribe.settled();
}

const receivedBy = (token: string) => google.received.filter((message) => message.token === token);

test('tokens of Expo go to Expo, and all others to Firebase with an access token for all', async () => {
  const [phone, tablet] = [await device(), await device()];
  const other = await device(`ExponentPushToken[${newId()}]`);
  await remind('Read');
  await remind('Walk');

  expect([receivedBy(phone), receivedBy(tablet)].map((messages) => messages.length)).toEqual([
    2, 2,
  ]);
  expect(receivedBy(phone)[0]).toMatchObject({
    notification: { title: 'Reminder' },
    data: { type: 'notification' },
    android: { priority: 'HIGH' },
  });
  expect(expoTokens).toEqual([other, other]);
  expect(google.issued).toBe(1);
});

test('a device that Firebase no longer knows is forgotten, and one of another sender is kept', async () => {
  const [ended, foreign] = [await device(), await device()];
  google.failures.set(ended, [{ status: 404, errorCode: 'UNREGISTERED' }]);
  google.failures.set(foreign, [{ status: 403, errorCode: 'SENDER_ID_MISMATCH' }]);
  await remind('Read');
  await remind('Walk');
  expect(receivedBy(ended)).toEqual([]);
  expect(receivedBy(foreign)).toHaveLength(1);
});

test('a push is tried again after an outage and with a new access token, and other devices get it once', async () => {
  const [busy, other] = [await device(), await device()];
  google.failures.set(busy, [
    { status: 503, errorCode: 'UNAVAILABLE' },
    { status: 401, errorCode: 'UNAUTHENTICATED' },
  ]);
  const before = google.issued;
  await remind('Read');
  await eventually(() => receivedBy(busy).length === 1);
  expect(receivedBy(other)).toHaveLength(1);
  expect(google.issued).toBe(before + 1);
});

test('a device that fails for good is tried a limited number of times', async () => {
  const broken = await device();
  const failures = Array.from({ length: 10 }, () => ({ status: 503, errorCode: 'UNAVAILABLE' }));
  google.failures.set(broken, failures);
  await remind('Read');
  // The next tries are those of the job, later.
  await eventually(() => failures.length === 7);
  google.failures.delete(broken);
});
