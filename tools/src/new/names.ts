/** A name in every spelling. */
export interface Names {
  /** `trip-plan`: files, paths */
  kebab: string;
  /** `TripPlan`: classes */
  pascal: string;
  /** `tripPlan`: values */
  camel: string;
  /** `trip_plan`: tables, columns, proto packages */
  snake: string;
  /** `TRIP_PLAN`: error codes */
  upper: string;
  /** `trip plan`: sentences */
  words: string;
}

/**
 * Parses a name in kebab-case or PascalCase.
 *
 * @throws Error for other names
 */
export function namesOf(given: string): Names {
  const kebab = given.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab))
    throw new Error(`"${given}" is not a valid name: use trip-plan or TripPlan`);
  const parts = kebab.split('-');
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');

  return {
    kebab,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    snake: parts.join('_'),
    upper: parts.join('_').toUpperCase(),
    words: parts.join(' '),
  };
}

/** Returns the regular plural. Rename irregular nouns by hand. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
