import { type Convention, type Finding, lineOf } from './convention';

const inFields = /^(services|libs)\/.*(\.dto|-fields?)\.ts$/;
const definitions = 'libs/service-kit/src/text/text-fields.ts';
/** `z.string()` with the calls that follow it, over several lines. */
const chain = /\bz\s*\.string\(\)((?:\s*\.\w+\((?:[^()]|\([^()]*\))*\))*)/g;
/** The schema of a part of a request: `createGoalBody`, `listGoalsQuery`, `goalParams`. */
const requestPart = /^export const \w+(?:Body|Query|Params) =/;
const statement = /^(?:export )?const [^]*?;$/gm;

/**
 * Text in requests has a kind: `nameField`, `lineField`, `paragraphField` or `opaqueField` of the kit, or a pattern. A bare
 * string would accept control characters and line breaks in names.
 */
export const textHasAKind: Convention = (files) =>
  files
    .filter(({ path }) => inFields.test(path) && path !== definitions)
    .flatMap(({ path, text }) =>
      [...text.matchAll(statement)].flatMap(({ 0: code, index }) =>
        bareStringsIn(code).map((at): Finding => ({
          path,
          line: lineOf(text, index + at),
          message: 'use `nameField`, `lineField`, `paragraphField` or `opaqueField`',
        })),
      ),
    );

function bareStringsIn(code: string): number[] {
  const isRequest = requestPart.test(code);

  return [...code.matchAll(chain)].flatMap(({ 1: calls = '', index }) => {
    const hasPattern = calls.includes('.regex(');
    const isTyped = isRequest || /\.(min|max|trim)\(/.test(calls);
    return isTyped && !hasPattern ? [index] : [];
  });
}
