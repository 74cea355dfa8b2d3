import { type Convention, type Finding, isTest, lineOf } from './convention';

const call = /\.(?:query|execute)(?:<[^(]*>)?\(\s*['`]([^'`\s]*)['`],/g;
const countCall = /countRows\(\s*[\w.]+,\s*['`]([^'`\s]*)['`],/g;
const statementName = /^([a-z0-9_]|\$\{[\w.]+\})+$/;
const commentLine = /^\s*(\*|\/\/).*$/gm;

/**
 * The name of a prepared statement must be snake_case and occur once per workspace, because a name must have one text.
 */
export const statementNamesAreUnique: Convention = (files) => {
  const places = new Map<string, Finding>();
  const findings: Finding[] = [];

  for (const file of files.filter(({ path }) => isOurs(path))) {
    const { path } = file;
    // Keep the length, so that line numbers stay correct.
    const text = file.text.replaceAll(commentLine, (line) => ' '.repeat(line.length));
    for (const { index, 1: name = '' } of [...text.matchAll(call), ...text.matchAll(countCall)]) {
      const here = { path, line: lineOf(text, index) };
      if (!statementName.test(name))
        findings.push({ ...here, message: `"${name}": statement names must be snake_case` });
      const key = `${path.split('/').slice(0, 2).join('/')} ${name}`;
      const other = places.get(key);

      if (other)
        findings.push({
          ...here,
          message: `"${name}" is already used at ${other.path}:${other.line}`,
        });

      places.set(key, { ...here, message: '' });
    }
  }

  return findings;
};

function isOurs(path: string): boolean {
  return /^(services|libs)\/.*\.ts$/.test(path) && !isTest(path);
}
