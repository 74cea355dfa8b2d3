import { type Convention, type Finding, lineOf, type SourceFile } from './convention';

const exportedFunction = /^export function (\w+)[^{]*?\): ([^{]*?) \{$/gm;
const decision = /\b(Decision<|Permission\b|Refusal\b)/;

/** Rules that return a decision or permission must be named `decide…`, and no other rule may be. */
export const decisionsAreNamed: Convention = (files) =>
  files.filter(({ path }) => path.endsWith('.rules.ts')).flatMap(findingsIn);

function findingsIn({ path, text }: SourceFile): Finding[] {
  return [...text.matchAll(exportedFunction)]
    .filter(([, name = '', type = '']) => /^decide[A-Z]/.test(name) !== decision.test(type))
    .map(({ index, 1: name }) => ({
      path,
      line: lineOf(text, index),
      message: `${name}: the name \`decide…\` is required for functions that return a Decision or Permission, and reserved for them`,
    }));
}
