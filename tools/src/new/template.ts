import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { plural, type Names } from './names';

/**
 * Fills a file of tools/templates: `{{pascal}}` becomes the value of that name.
 *
 * @throws Error for a placeholder without a value
 */
export function render(template: string, values: Record<string, string>): string {
  const text = readFileSync(
    path.join(repositoryRoot, 'tools/templates', `${template}.txt`),
    'utf8',
  );
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} needs {{${name}}}`);
    return value;
  });
}

/** Every spelling of a name, in the singular and (with an s: `{{camels}}`) in the plural. */
export function spellings(names: Names): Record<string, string> {
  const { kebab, pascal, camel, snake, words } = names;
  return {
    ...names,
    kebabs: plural(kebab),
    pascals: plural(pascal),
    camels: plural(camel),
    snakes: plural(snake),
    wordss: plural(words),
  };
}
