import { type Convention, type Finding, lineOf, type SourceFile } from './convention';

const schemas = /^services\/.*(\.dto|-fields?)\.ts$/;
/** Reserved names are described in words: the document cannot list them. */
const described = 'services/identity/src/account/account-fields.ts';
const hiddenRule = /\.(refine|superRefine)\(/g;

const decisions = /^services\/.*\.(rules|service)\.ts$/;
const malformed = /\berrors\.VALIDATION_FAILED\b/g;

/**
 * A request that matches the OpenAPI document is not refused as malformed: rules of one request are in its schema, and rules
 * that need stored data have a code of their own.
 */
export const rulesAreDocumented: Convention = (files) =>
  files.flatMap((file) => {
    if (schemas.test(file.path) && file.path !== described)
      return findingsOf(file, hiddenRule, 'use `withRules`, so that the document has the rule');

    if (decisions.test(file.path))
      return findingsOf(file, malformed, 'a rule outside of the schema has a code of its own');

    return [];
  });

function findingsOf({ path, text }: SourceFile, pattern: RegExp, message: string): Finding[] {
  return [...text.matchAll(pattern)].map(({ index }) => ({
    path,
    line: lineOf(text, index),
    message,
  }));
}
