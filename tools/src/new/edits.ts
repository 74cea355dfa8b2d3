/** Adds `name` to the import from `module`, or a new import after the others. oxfmt then wraps and sorts. */
export function addImport(name: string, module: string): (text: string) => string {
  return (text) => {
    const existing = new RegExp(`import \\{([^}]*)\\} from '${escape(module)}';`).exec(text);

    if (existing) {
      const names = new Set(
        (existing[1] ?? '')
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      );

      if (names.has(name)) return text;
      const all = [...names, name].sort((a, b) => bare(a).localeCompare(bare(b)));

      return text.replace(existing[0], `import { ${all.join(', ')} } from '${module}';`);
    }

    const line = `import { ${name} } from '${module}';\n`;
    const last = [...text.matchAll(/^import [^;]*;\n/gm)].at(-1);
    if (!last) return `${line}\n${text}`;
    const end = last.index + last[0].length;

    return text.slice(0, end) + line + text.slice(end);
  };
}

/** Adds an entry to `imports`, `controllers` or `providers` of the `@Module` of a file. */
export function addToModule(
  list: 'imports' | 'controllers' | 'providers',
  entry: string,
): (text: string) => string {
  return (text) => {
    const start = text.indexOf('@Module({');
    if (start < 0) throw new Error('there is no @Module({');
    const found = new RegExp(`\\b${list}: \\[`).exec(text.slice(start));
    if (!found) return text.replace('@Module({', `@Module({\n  ${list}: [${entry}],`);
    const open = start + found.index + found[0].length;
    const close = closingBracket(text, open);
    const entries = text.slice(open, close).trim().replace(/,$/, '');
    if (new RegExp(`\\b${escape(entry)}\\b`).test(entries)) return text;

    return `${text.slice(0, open)}${entries ? `${entries}, ` : ''}${entry}${text.slice(close)}`;
  };
}

/** Changes a parsed package.json. */
export function editJson<T>(change: (json: T) => void): (text: string) => string {
  return (text) => {
    const json = JSON.parse(text) as T;
    change(json);
    return `${JSON.stringify(json, null, 2)}\n`;
  };
}

/** Inserts text before the last occurrence of a marker. */
export function insertBefore(marker: string, addition: string): (text: string) => string {
  return (text) => {
    const at = text.lastIndexOf(marker);
    if (at < 0) throw new Error(`there is no "${marker}" to insert before`);
    return text.slice(0, at) + addition + text.slice(at);
  };
}

/** Inserts text after the first occurrence of a marker. */
export function insertAfter(marker: string, addition: string): (text: string) => string {
  return (text) => {
    const at = text.indexOf(marker);
    if (at < 0) throw new Error(`there is no "${marker}" to insert after`);
    return text.slice(0, at + marker.length) + addition + text.slice(at + marker.length);
  };
}

/** Adds a row to the table of events in a README, or the table. oxfmt then aligns it. */
export function addEvents(names: readonly string[], when: string): (text: string) => string {
  const row = `| ${names.map((name) => `\`${name}\``).join(', ')} | ${when} |\n`;

  return (text) => {
    const table = /^## Events\n\n(?:\|.*\n)+/m.exec(text);
    if (!table) return append(`## Events\n\n| Event | When |\n| --- | --- |\n${row}`)(text);
    const end = table.index + table[0].length;

    return text.slice(0, end) + row + text.slice(end);
  };
}

export function append(addition: string): (text: string) => string {
  return (text) => `${text.trimEnd()}\n\n${addition.trim()}\n`;
}

function closingBracket(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1;
    if (text[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('a list in @Module is not closed');
}

function bare(name: string): string {
  return name.replace(/^type /, '').toLowerCase();
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
