import { isDeepStrictEqual } from 'node:util';
import type { ApiClient, ApiResponse, Person } from '@tribe/testing';
import {
  type Answer,
  answeredLike,
  type Cast,
  type Impostor,
  type Relation,
  relations,
  type Row,
  secretTitle,
  type Target,
} from '@tribe/testing/authorization';
import type { Endpoint } from '../hostile/operations';
import { undocumented } from './documented';

const unknownId = '0190163d-8694-739b-aea5-966c26f8ad91';

/** An operation and its reviewed responses. */
export interface Reviewed {
  readonly operation: Endpoint;
  readonly row: Row;
  readonly target: Target | undefined;
}

interface Question {
  readonly path: string;
  readonly body: string | undefined;
}

export async function review(cast: Cast, operation: Endpoint, row: Row): Promise<Reviewed> {
  return { operation, row, target: await row.on?.(cast) };
}

/** Returns the departures from the reviewed responses, a line each. */
export async function deviationsOf(cast: Cast, reviewed: Reviewed): Promise<string[]> {
  const found: Array<string | undefined> = await deviationsForImpostors(cast, reviewed);
  for (const relation of relations) found.push(...(await deviationsFor(cast, reviewed, relation)));
  return found.filter((line) => line !== undefined);
}

/** Sends the same tokens to the service directly, because services must not trust the internal network. */
export async function deviationsInside(
  cast: Cast,
  reviewed: Reviewed,
  service: string,
): Promise<string[]> {
  if (reviewed.row.public) return [];
  const found = await deviationsForImpostors(cast, reviewed, service);
  return found.filter((line) => line !== undefined);
}

async function deviationsForImpostors(cast: Cast, reviewed: Reviewed, service?: string) {
  const impostors = cast.impostors.filter(({ onlyOutside }) => !service || !onlyOutside);

  if (!reviewed.row.public) {
    // Requests that are always refused can be identical and concurrent.
    const question = await questionOf(cast, reviewed, cast.owner);
    return Promise.all(
      impostors.map((impostor) =>
        deviationForImpostor(cast, reviewed, impostor, question, service),
      ),
    );
  }

  const found: Array<string | undefined> = [];

  for (const impostor of impostors)
    found.push(
      await deviationForImpostor(
        cast,
        reviewed,
        impostor,
        await questionOf(cast, reviewed, cast.owner),
      ),
    );

  return found;
}

async function deviationForImpostor(
  cast: Cast,
  reviewed: Reviewed,
  { name, token, answer }: Impostor,
  question: Question,
  service?: string,
) {
  const asked = await ask(cast.tribe.client({ token, service }), reviewed.operation, question);
  const caller = service ? `${name}, directly at the service,` : name;
  return deviation(reviewed, caller, asked, reviewed.row.public ?? answer);
}

async function deviationsFor(
  cast: Cast,
  reviewed: Reviewed,
  relation: Relation,
): Promise<Array<string | undefined>> {
  const { operation, row, target } = reviewed;
  const expected = expectedOf(row, relation);
  if (expected === undefined) return [`${keyOf(operation)} has no answer for ${relation}`];
  const actor = await actorFor(cast, row, relation);
  const question = await questionOf(cast, reviewed, actor);
  const asked = await ask(actor, operation, question);

  const found = [
    deviation(reviewed, relation, asked, expected),
    leak(cast, reviewed, relation, asked),
  ];

  if (!expected.startsWith('hidden')) return found;
  if (!target)
    return [`${keyOf(operation)} cannot be compared with an unknown object: its row has no "on"`];
  const elsewhere = await ask(actor, operation, aboutUnknown(question, target.id));

  return [...found, difference(reviewed, relation, asked, elsewhere)];
}

function expectedOf(row: Row, relation: Relation): Answer | undefined {
  for (let next: Relation | undefined = relation; next; next = answeredLike[next])
    if (row[next]) return row[next];
  return row.all ?? row.public;
}

async function questionOf(
  cast: Cast,
  { operation, row, target }: Reviewed,
  actor: Person,
): Promise<Question> {
  const body = typeof row.body === 'function' ? await row.body(cast, actor) : row.body;
  const path = operation.pathParams.reduce(
    (filled, name) =>
      filled.replace(`{${name}}`, target?.params?.[name] ?? target?.id ?? unknownId),
    operation.template,
  );
  return { path: row.query ? `${path}?${row.query}` : path, body: body && JSON.stringify(body) };
}

const aboutUnknown = ({ path, body }: Question, id: string): Question => {
  return { path: path.replaceAll(id, unknownId), body: body?.replaceAll(id, unknownId) };
};

function ask(
  client: ApiClient,
  { method }: Endpoint,
  { path, body }: Question,
): Promise<ApiResponse<Problem>> {
  return client.request<Problem>(method, path, body);
}

type Problem = { readonly code?: string } | undefined;

function deviation(
  { operation }: Reviewed,
  caller: string,
  asked: ApiResponse<Problem>,
  expected: Answer,
) {
  const { status, body } = asked;
  const [wanted = '', code] = expected.split(' ');
  const right = wanted === 'hidden' ? status >= 400 : status === Number(wanted);
  if (!right || (code !== undefined && body?.code !== code))
    return `${keyOf(operation)} as ${caller}: ${status} ${body?.code ?? ''}, reviewed: ${expected}`;
  const surprise = undocumented(operation, asked);

  return surprise && `${keyOf(operation)} as ${caller} ${surprise}`;
}

/** Data that only the owner may read must not be in responses to others. */
function leak(
  cast: Cast,
  { operation, row }: Reviewed,
  relation: Relation,
  { body }: ApiResponse<Problem>,
) {
  if (relation === 'owner' || row.public) return undefined;
  const text = JSON.stringify(body) ?? '';

  const leaked = [
    ...(relation === 'admin' ? [] : [cast.owner.email]),
    ...(relation === 'member' ? [] : [secretTitle]),
  ].find((secret) => text.includes(secret));

  return leaked && `${keyOf(operation)} reveals "${leaked}" to ${relation}`;
}

function difference(
  { operation }: Reviewed,
  caller: string,
  hiddenResponse: ApiResponse<Problem>,
  unknownResponse: ApiResponse<Problem>,
) {
  const [hidden, unknown] = [hiddenResponse, unknownResponse].map(({ status, body }) => {
    return { status, body: { ...body, request_id: '' } };
  });

  if (isDeepStrictEqual(hidden, unknown)) return undefined;
  const shown = `${JSON.stringify(hidden)} instead of ${JSON.stringify(unknown)}`;

  return `${keyOf(operation)} as ${caller} distinguishes a hidden object from an unknown object: ${shown}`;
}

export function keyOf({ method, template }: Endpoint): string {
  return `${method} ${template}`;
}

async function actorFor(cast: Cast, { spare }: Row, relation: Relation): Promise<Person> {
  if (!spare) return cast.as(relation);
  return spare === 'account' && relation === 'owner'
    ? cast.somebody('stranger')
    : cast.spare(relation);
}
