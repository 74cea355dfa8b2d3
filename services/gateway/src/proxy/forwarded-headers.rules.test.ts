import { addOwnersHeaders, headersForOwner } from './forwarded-headers.rules';

const provenance = {
  requestId: 'r1',
  traceparent: 't1',
  clientAddress: '203.0.113.7',
  protocol: 'https',
};

describe('headersForOwner', () => {
  const sent = (headers: Record<string, string>) => {
    const list = headersForOwner(headers, provenance);
    return Object.fromEntries(
      list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1]]] : [])),
    );
  };

  it('forwards credentials, content type and idempotency key', () => {
    expect(
      sent({
        authorization: 'Bearer x',
        'content-type': 'application/json',
        'idempotency-key': 'k',
      }),
    ).toMatchObject({
      authorization: 'Bearer x',
      'content-type': 'application/json',
      'idempotency-key': 'k',
    });
  });

  it('replaces the request id, the trace and the address sent by the client', () => {
    const headers = sent({
      'x-forwarded-for': '1.1.1.1',
      'x-forwarded-proto': 'http',
      'x-request-id': 'mine',
      traceparent: 'mine',
    });
    expect(headers).toEqual({
      'x-request-id': 'r1',
      traceparent: 't1',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
    });
  });

  it.each([
    'x-user-id',
    'forwarded',
    'x-real-ip',
    'x-forwarded-host',
    'cookie',
    'connection',
    'te',
    'upgrade',
    'host',
    'tracestate',
  ])('drops %s', (name) => {
    expect(sent({ [name]: 'x' })).not.toHaveProperty(name);
  });
});

describe('addOwnersHeaders', () => {
  it('does not overwrite headers of the gateway, and drops hop-by-hop headers', () => {
    const answer: Record<string, unknown> = { 'x-request-id': 'gateway' };
    addOwnersHeaders(answer, {
      'x-request-id': 'owner',
      'content-type': 'application/json',
      connection: 'close, X-Secret',
      'x-secret': '1',
      'transfer-encoding': 'chunked',
      'keep-alive': 'timeout=5',
    });
    expect(answer).toEqual({ 'x-request-id': 'gateway', 'content-type': 'application/json' });
  });
});
