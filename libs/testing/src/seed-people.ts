import { randomInt } from 'node:crypto';

/** The data to register a person. */
export interface PersonSeed {
  readonly username: string;
  readonly full_name: string;
  readonly email: string;
  readonly password: string;
}

const password = 'purple-Lantern-42-harbour';

/** The three friends of all journeys, and the first admin. */
const friends: Readonly<Record<string, PersonSeed>> = {
  brian: seed('brianokuku', 'Brian Okuku'),
  alvin: seed('alvinamwata', 'Alvin Amwata'),
  clarie: seed('clariegor', 'Clarie Gor'),
  harbourmaster: seed('harbourmaster', 'Harbour Master'),
};

/** Returns the seed of a named friend, or a new person with this name and a unique username. */
export function seedOf(name: string): PersonSeed {
  const friend = friends[name];
  if (friend) return friend;
  // A letter, because official names with digits behind them are reserved.
  const suffix = `x${randomInt(36 ** 5).toString(36)}`;

  return seed(
    `${name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 20)}${suffix}`,
    capitalized(name),
  );
}

function seed(username: string, fullName: string): PersonSeed {
  return { username, full_name: fullName, email: `${username}@example.com`, password };
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
