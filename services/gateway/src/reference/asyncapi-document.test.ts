import { Parser } from '@asyncapi/parser';
import { eventTypes } from '@tribe/contracts';
import { asyncApiDocument } from './asyncapi-document';

describe('asyncApiDocument', () => {
  const document = asyncApiDocument('1') as { channels: Record<string, { address: string }> };

  it('is valid AsyncAPI 3', async () => {
    const diagnostics = await new Parser().validate(JSON.stringify(document));
    const problems = diagnostics
      .filter(({ severity }) => severity <= 1)
      .map(({ message, path }) => `${path.join('.')}: ${message}`);
    expect(problems).toEqual([]);
  });

  it('has a channel for every event type, for sockets and for event streams', () => {
    const addresses = Object.values(document.channels).map(({ address }) => address);
    const own = ['/ws', '/api/v1/live'];
    expect(addresses.sort()).toEqual([...own, ...eventTypes.map(({ subject }) => subject)].sort());
  });
});
