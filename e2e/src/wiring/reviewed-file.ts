import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, type FormatConfig } from 'oxfmt';

const root = path.join(__dirname, '../../..');

/**
 * A generated file that is committed, so that a change of it shows in review. `npm run wiring` sets
 * TRIBE_WRITE_WIRING=1 and accepts the change.
 *
 * @param file relative to the repository
 * @returns the committed text and the text as it would be generated, both formatted
 */
export async function reviewedFile(
  file: string,
  text: string,
): Promise<{ committed: string; generated: string }> {
  const generated = await formatted(file, text);
  const target = path.join(root, file);
  if (process.env['TRIBE_WRITE_WIRING'] === '1') writeFileSync(target, generated);

  return { committed: readFileSync(target, 'utf8'), generated };
}

/** @throws Error when the text is not valid in the language of the file */
async function formatted(file: string, text: string): Promise<string> {
  const config = JSON.parse(readFileSync(path.join(root, '.oxfmtrc.json'), 'utf8')) as FormatConfig;
  const { code, errors } = await format(file, text, config);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);

  return code;
}

/** @returns a table in Markdown; `|` in a cell is escaped */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
