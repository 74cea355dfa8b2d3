import ts from 'typescript';
import { type Convention, isSource, type SourceFile } from './convention';

const fewStatements = 3;
const manyLines = 3;

/**
 * In a block of more than three statements, a blank line must surround each statement of three or more lines, and
 * precede a `return` at the end.
 */
export const codeBreathes: Convention = (files) =>
  files.filter(isOurs).flatMap((file) =>
    crampedLines(file.text).map((line) => ({
      path: file.path,
      line,
      message: 'a blank line must separate this step from the step before',
    })),
  );

/** Returns the lines that a blank line must precede, starting at 1. */
export function crampedLines(text: string): number[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const lines: number[] = [];

  const check = (statements: readonly ts.Statement[]) => {
    const spans = statements.map((statement) => ({
      // Comments belong to the statement below them.
      from: lineAt(leadingStart(text, statement)),
      lines: lineAt(statement.end) - lineAt(statement.getStart(source)) + 1,
      to: lineAt(statement.end),
      returns: ts.isReturnStatement(statement),
    }));
    for (const [index, span] of spans.entries()) {
      const before = spans[index - 1];
      if (!before || span.from - before.to > 1) continue;
      const isLong = span.lines >= manyLines || before.lines >= manyLines;
      const isEnd = span.returns && index === spans.length - 1;
      if (isLong || isEnd) lines.push(span.from + 1);
    }
  };

  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) && node.statements.length > fewStatements) check(node.statements);
    ts.forEachChild(node, visit);
  };

  visit(source);

  return lines;
}

/** The position of the first comment above a statement, or of the statement. */
function leadingStart(text: string, statement: ts.Statement): number {
  const comments = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
  const above = comments.filter(({ pos }) => text.slice(statement.pos, pos).includes('\n'));
  return above[0]?.pos ?? statement.pos + text.slice(statement.pos).search(/\S/);
}

function isOurs({ path }: SourceFile): boolean {
  return isSource(path) && /^(libs|services|tools|e2e)\//.test(path);
}
