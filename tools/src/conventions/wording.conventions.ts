import { type Convention, lineOf } from './convention';

/** Phrases that have to be read twice, and the correction. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:to|of|for|with|by|about) who\b/gi, 'name the role, such as "the requester"'],
  [/\bwho(?:m)?ever\b/gi, 'name the role, such as "the caller"'],
  [/(?<!\bfrom )\bwhom\b/gi, 'name the role, such as "the recipient"'],
  [/\b(?:some|every|no)body (?:who|whose|else|but)\b/gi, 'name the role, such as "other users"'],
  [/(?:\/\*\*|^ +\*|^ *\/\/) (?:Who|Whose|What) /gm, 'start with the noun or the verb'],
  [/\b(?:test|it|describe)\(\s*['"`](?:who|whose|what) /g, 'state condition and effect'],
  [/\b(?:is|are|was|were|be) (?:not )?told\b/gi, 'write "is notified" or "receives"'],
  [/\b(?:cannot|could not|can) be had\b/gi, 'write "is unavailable"'],
  [/\banother one\b|\bsimilar ones\b/gi, 'repeat the noun'],
  [/\bthe (?:former )?ones? (?:that|who|whose|with|which|of|its)\b/gi, 'repeat the noun'],
  [/\bthe like\b|\bat hand\b/gi, 'name the thing'],
];

/** Texts for users of the product, and the tests of this convention. */
const exempt = /^tools\/src\/conventions\/|\/texts\/|\.texts\.ts$|\/migrations\//;

/** Comments, test names and documentation must not contain phrases that have to be read twice. */
export const wordingIsPlain: Convention = (files) =>
  files
    .filter(({ path }) => !exempt.test(path))
    .flatMap(({ path, text }) =>
      phrases.flatMap(([pattern, correction]) =>
        [...text.matchAll(pattern)].map((match) => ({
          path,
          line: lineOf(text, match.index),
          message: `"${match[0].trim()}": ${correction}`,
        })),
      ),
    );
