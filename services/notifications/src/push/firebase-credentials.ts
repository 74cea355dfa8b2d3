import { z } from 'zod';

const account = z.object({
  project_id: z.string().regex(/^[a-z0-9-]+$/),
  client_email: z.string().min(1),
  private_key: z.string().includes('PRIVATE KEY'),
  token_uri: z.url(),
});

/** A service account of Google, as in the JSON file of the Firebase console. */
export type FirebaseCredentials = z.infer<typeof account>;

/** The content of the file. The message of a refusal contains nothing of it. */
export const firebaseCredentials = z
  .string()
  .transform((text, context) => {
    const { success, data } = account.safeParse(parsed(text));
    if (success) return data;

    context.addIssue('must be the JSON file of a service account with access to Firebase');

    return z.NEVER;
  })
  .meta({ secret: true, format: 'JSON' });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
