import { type Convention, type Finding, lineOf, type SourceFile } from './convention';

const exportedFunction = /^export function (\w+)[^{]*?\): ([^{]*?) \{$/gm;
const decision = /\b(Decision<|Permission\b|Refusal\b)/;

/** A rule that decides is called `decide…` and returns a decision; no other rule does either. */
export const decisionsAreNamed: Convention = (files) =>
  files.filter(({ path }) => path.endsWith('.rules.ts')).flatMap(findingsIn);

function findingsIn({ path, text }: SourceFile): Finding[] {
  return [...text.matchAll(exportedFunction)]
    .filter(([, name = '', type = '']) => /^decide[A-Z]/.test(name) !== decision.test(type))
    .map(({ index, 1: name }) => ({
      path,
      line: lineOf(text, index),
      message: `${name}: what is called \`decide…\` returns a Decision, and nothing else does`,
    }));
}
