import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, RequestContext } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { listDeadLetters, requestReplay } from '..';
import { handling, updateGoal } from '../test-services/services.test-support';
import { behave, startTestSystem, upTo } from '../test-services/system.test-support';

const traceId = '0af7651916cd43dd8448eb211c80319c';

interface Span {
  readonly traceId: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
}

test('every attempt to handle an event, including replays of its dead letter, is a span in the trace of the causing request', async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const system = await startTestSystem({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
  const goalId = newId();
  handling.misbehave = () => {
    throw new Error('not yet');
  };
  const goals = system.tribe.service('goals');
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  await goals.app.get(RequestContext).continue({ traceparent }, () => updateGoal(goals, goalId, 1));
  const database = await system.tribe.db('notifications');
  await eventually(async () =>
    expect(await listDeadLetters(database)).toMatchObject([{ tries: 5 }]),
  );
  behave();
  await requestReplay(database, 'all');
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(1)));
  await system.stop();
  collector.close();
  const spans = bodies.flatMap(
    (body) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans as Span[],
  );
  const attemptsSeen = spans.filter((span) => span.traceId === traceId);
  expect(attemptsSeen.map(({ name, kind, status }) => [name, kind, status.code ?? 0])).toEqual([
    ...Array(5).fill(['process tribe.goals.goal.updated.v1', 5, 2]),
    ['process tribe.goals.goal.updated.v1', 5, 0],
  ]);
});
