import { type Convention, type Finding, lineOf } from './convention';

/** `index`, `edge` and the other entry points of a lib. */
const entryPoint = /^(libs\/[^/]+)\/src\/[^/]+\.ts$/;
const exportList = /^export (?:type )?\{([^}]*)\}/gm;
const word = /[A-Za-z_$][\w$]*/g;
const ownerOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** Published: its users are apps. */
const published = 'libs/client';

/** A lib must not export a name that no other workspace uses. */
export const exportsAreUsed: Convention = (files) => {
  const users = usersOfWords(files);
  const findings: Finding[] = [];

  for (const { path, text } of files) {
    const lib = entryPoint.exec(path)?.[1];
    if (!lib || lib === published) continue;
    for (const { index, 1: list = '' } of text.matchAll(exportList)) {
      const unused = namesIn(list).filter((name) => !isUsedOutside(lib, users.get(name)));
      const line = lineOf(text, index);
      findings.push(
        ...unused.map((name) => ({ path, line, message: `no other workspace uses ${name}` })),
      );
    }
  }

  return findings;
};

/** Workspaces by the words in their sources. */
function usersOfWords(files: Parameters<Convention>[0]): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const { path, text } of files.filter(({ path }) => /\.(ts|txt)$/.test(path))) {
    for (const [name] of text.matchAll(word)) {
      const known = users.get(name) ?? new Set();
      users.set(name, known.add(ownerOf(path)));
    }
  }
  return users;
}

/** `type Page, Pages as Lists` exports `Page` and `Lists`. */
function namesIn(list: string): string[] {
  return list.split(',').flatMap((item) => item.trim().split(/\s+/).at(-1) || []);
}

function isUsedOutside(lib: string, users: ReadonlySet<string> = new Set()): boolean {
  return [...users].some((user) => user !== lib);
}
