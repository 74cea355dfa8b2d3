import { type Convention, type Finding, isTest, lineOf } from './convention';

const call = /\.(?:query|execute)(?:<[^(]*>)?\(\s*['`]([^'`\s]*)['`],/g;
const countCall = /countRows\(\s*[\w.]+,\s*['`]([^'`\s]*)['`],/g;
const statementName = /^([a-z0-9_]|\$\{[\w.]+\})+$/;
const commentLine = /^\s*(\*|\/\/).*$/gm;

/** The name of a prepared statement is snake_case and stands for one text: it is given in one place per workspace. */
export const statementNamesAreUnique: Convention = (files) => {
  const places = new Map<string, Finding>();
  const findings: Finding[] = [];
  for (const file of files.filter(({ path }) => isOurs(path))) {
    const { path } = file;
    // Same length, so that lines stay where they are.
    const text = file.text.replaceAll(commentLine, (line) => ' '.repeat(line.length));
    for (const { index, 1: name = '' } of [...text.matchAll(call), ...text.matchAll(countCall)]) {
      const here = { path, line: lineOf(text, index) };
      if (!statementName.test(name))
        findings.push({ ...here, message: `"${name}": statement names are snake_case` });
      const key = `${path.split('/').slice(0, 2).join('/')} ${name}`;
      const other = places.get(key);
      if (other)
        findings.push({
          ...here,
          message: `"${name}" names a statement at ${other.path}:${other.line} already`,
        });
      places.set(key, { ...here, message: '' });
    }
  }
  return findings;
};

function isOurs(path: string): boolean {
  return /^(services|libs)\/.*\.ts$/.test(path) && !isTest(path);
}
