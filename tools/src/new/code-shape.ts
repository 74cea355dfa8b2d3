import { type Names, plural } from './names';

/** The shape of a source file, with the noun replaced by `Thing` in every spelling. */
export interface CodeShape {
  /** Names imported from libs: `settle`. */
  readonly imports: readonly string[];
  /** Decorators: `@Endpoint`. */
  readonly decorators: readonly string[];
  /** Exports: `class ThingService`. */
  readonly exports: readonly string[];
}

/** Reads the shape of a file about a noun. */
export function shapeOf(text: string, noun: Names): CodeShape {
  const general = generalised(text, noun);
  const imported = [...general.matchAll(/import (?:type )?\{([^}]*)\} from '@tribe\/[^']+';/g)];
  const names = imported.flatMap(([, list = '']) => list.split(','));

  return {
    imports: unique(names.map((name) => name.replace(/^\s*type /, '').trim()).filter(Boolean)),
    decorators: unique([...general.matchAll(/@[A-Z]\w+(?=\()/g)].map(([found]) => found)),
    exports: unique(
      [...general.matchAll(/^export (?:async )?(class|function|const|type|interface) \w+/gm)].map(
        ([found]) => found.replace('async ', ''),
      ),
    ),
  };
}

/** Returns the elements of a shape that no file of the model has. */
export function departuresFrom(model: readonly CodeShape[], shape: CodeShape): string[] {
  const kinds = ['imports', 'decorators', 'exports'] as const;
  return kinds.flatMap((kind) => {
    const known = new Set(model.flatMap((file) => file[kind]));
    return shape[kind].filter((name) => !known.has(name));
  });
}

function generalised(text: string, { pascal, camel }: Names): string {
  return text
    .replaceAll(new RegExp(`${plural(pascal)}(?![a-z])`, 'g'), 'Things')
    .replaceAll(new RegExp(`${pascal}(?![a-z])`, 'g'), 'Thing')
    .replaceAll(new RegExp(`\\b${plural(camel)}(?![a-z])`, 'g'), 'things')
    .replaceAll(new RegExp(`\\b${camel}(?![a-z])`, 'g'), 'thing');
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
