import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { repositoryRoot } from '@tribe/local-servers';
import ts from 'typescript';

/**
 * Long enough that a time that grows with the square of the length is seconds, and one that grows with the length is
 * none.
 */
const longLength = 200_000;
const deadlineMs = 1_000;

/** Repeated parts of hostile texts, in addition to those that stand in a pattern itself. */
const commonParts = [
  'a',
  '0',
  ' ',
  '.',
  '@',
  '/',
  ':',
  '-',
  ',',
  '"',
  'a.',
  'a@',
  'a,',
  '0.',
  '\t',
];
const notOurs = /\.test|\/generated\/|^libs\/testing\//;
const ends = ['', '\n', '!'];

/** Returns the regular expressions in the sources of libs and services. */
export function patternsInSources(): RegExp[] {
  const files = execFileSync('git', ['ls-files', 'libs/*/src/*.ts', 'services/*/src/*.ts'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });

  const sources = files.split('\n').filter((name) => name !== '' && !notOurs.test(name));

  const literals = sources.flatMap((name) =>
    literalsIn(readFileSync(path.join(repositoryRoot, name), 'utf8')),
  );

  return [...new Set(literals)].map(patternOf);
}

function literalsIn(text: string): string[] {
  const found: string[] = [];

  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };

  visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest));

  return found;
}

function patternOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** Returns the hostile text for which a pattern does not end in time, or undefined. */
export function slowTextFor(pattern: RegExp): string | undefined {
  const context = createContext({ pattern, text: '' });

  for (const text of hostileTexts(pattern)) {
    context.text = text;

    try {
      runInContext('pattern.lastIndex = 0; text.replace(pattern, "")', context, {
        timeout: deadlineMs,
      });
    } catch {
      return `${JSON.stringify(text.slice(0, 20))}… and ${JSON.stringify(text.at(-1))}`;
    }
  }

  return undefined;
}

function hostileTexts({ source }: RegExp): string[] {
  const words = source.match(/[A-Za-z0-9]{2,}|[@:"/.{]+/g) ?? [];
  const parts = [...new Set([...commonParts, ...words])];

  return parts.flatMap((part) =>
    ends.map((end) => part.repeat(Math.ceil(longLength / part.length)) + end),
  );
}
