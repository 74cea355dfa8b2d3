import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { type ApiDocument, clientApiTypes, clientSocketTypes } from './client-types';
import { reviewedFile } from './reviewed-file';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  const isReady = async () => (await tribe.client().get('/readyz')).status === 200;
  // Without an owner, its types would be missing.
  await eventually(isReady, { timeoutMs: 30_000, everyMs: 200 });
});

afterAll(() => tribe.stop());

test('the types of the client are those of the OpenAPI document; `npm run wiring` writes them', async () => {
  const { body } = await tribe.client().get<ApiDocument>('/openapi.json');
  const { committed, generated } = await reviewedFile(
    'libs/client/src/api.generated.ts',
    clientApiTypes(body),
  );
  expect(generated).toBe(committed);
});

test('the socket events of the client are those of the contracts', async () => {
  const { committed, generated } = await reviewedFile(
    'libs/client/src/sockets.generated.ts',
    clientSocketTypes(),
  );
  expect(generated).toBe(committed);
});
