/** A user of the demo data. */
export interface DemoPerson {
  username: string;
  full_name: string;
  email: string;
}

export const demoPassword = 'purple-Lantern-42-harbour';

/** The users of the demo data: three friends with a goal. */
export const demoPeople = {
  brian: { username: 'brianokuku', full_name: 'Brian Okuku', email: 'brian@tribe.example' },
  alvin: { username: 'alvinamwata', full_name: 'Alvin Amwata', email: 'alvin@tribe.example' },
  clarie: { username: 'clariegor', full_name: 'Clarie Gor', email: 'clarie@tribe.example' },
} satisfies Record<string, DemoPerson>;

/** Returns rows of e-mail address and password. */
export function demoAccounts(): string[][] {
  return Object.values(demoPeople).map(({ email }) => [email, demoPassword]);
}
