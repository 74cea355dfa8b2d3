import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { type Names, plural } from './names';

/**
 * Fills in a file of tools/templates.
 *
 * @throws Error for a placeholder without a value
 */
export function render(template: string, values: Readonly<Record<string, string>>): string {
  const file = path.join(repositoryRoot, 'tools/templates', `${template}.txt`);
  return fill(readFileSync(file, 'utf8'), values);
}

/**
 * Fills in placeholders: `{{pascal}}` becomes the value of that name, and `{{=host}}` becomes `{{host}}`. The article
 * before a placeholder becomes "an" before a vowel.
 *
 * @throws Error for a placeholder without a value
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  const placeholder = /(\b[Aa] )?\{\{(\w+)\}\}/g;

  const text = template.replaceAll(placeholder, (_, article: string | undefined, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a template needs {{${name}}}`);
    return articleBefore(value, article) + value;
  });

  return text.replaceAll('{{=', '{{');
}

function articleBefore(word: string, article = ''): string {
  return /^[aeiou]/i.test(word) ? article.replace('a ', 'an ').replace('A ', 'An ') : article;
}

/** Returns every spelling of a name, in the singular and, with an s (`{{camels}}`), in the plural. */
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

/** Adds a prefix to the names of values: `{{nounKebabs}}`. */
export function prefixed(prefix: string, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      prefix + name.charAt(0).toUpperCase() + name.slice(1),
      value,
    ]),
  );
}
