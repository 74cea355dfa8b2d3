/** The texts of the mail to a banned user. `{name}`, `{until}` and `{time}` are placeholders. */
interface BanMailTexts {
  readonly greeting: string;
  readonly signature: string;
  readonly subject: string;
  readonly preview: string;
  readonly banned: string;
  readonly bannedUntil: string;
  readonly appeal: string;
  readonly button: string;
  readonly expiry: string;
}

const en: BanMailTexts = {
  greeting: 'Hello {name},',
  signature: 'The Tribe team',
  subject: 'Your account is banned',
  preview: 'You can appeal against this decision.',
  banned: 'A moderator has banned your account after a report. You can no longer log in.',
  bannedUntil:
    'A moderator has banned your account after a report. You cannot log in until {until}.',
  appeal: 'If you think that this is wrong, tell us why. Another moderator will look at it.',
  button: 'Appeal',
  expiry: 'You can appeal once, until {time}.',
};

const sw: BanMailTexts = {
  greeting: 'Habari {name},',
  signature: 'Timu ya Tribe',
  subject: 'Akaunti yako imefungiwa',
  preview: 'Unaweza kukata rufaa dhidi ya uamuzi huu.',
  banned: 'Msimamizi amefungia akaunti yako baada ya ripoti. Huwezi kuingia tena.',
  bannedUntil: 'Msimamizi amefungia akaunti yako baada ya ripoti. Huwezi kuingia hadi {until}.',
  appeal: 'Ukiona uamuzi huu si sahihi, tueleze kwa nini. Msimamizi mwingine atauangalia.',
  button: 'Kata rufaa',
  expiry: 'Unaweza kukata rufaa mara moja tu, hadi {time}.',
};

const fr: BanMailTexts = {
  greeting: 'Bonjour {name},',
  signature: 'L’équipe Tribe',
  subject: 'Votre compte est banni',
  preview: 'Vous pouvez contester cette décision.',
  banned:
    'Un modérateur a banni votre compte après un signalement. Vous ne pouvez plus vous connecter.',
  bannedUntil:
    'Un modérateur a banni votre compte après un signalement. Vous ne pouvez pas vous connecter jusqu’au {until}.',
  appeal:
    'Si vous pensez que c’est une erreur, dites-nous pourquoi. Un autre modérateur examinera votre cas.',
  button: 'Contester',
  expiry: 'Vous pouvez contester une seule fois, jusqu’au {time}.',
};

const es: BanMailTexts = {
  greeting: 'Hola, {name}:',
  signature: 'El equipo de Tribe',
  subject: 'Tu cuenta está suspendida',
  preview: 'Puedes apelar esta decisión.',
  banned:
    'Un moderador ha suspendido tu cuenta después de una denuncia. Ya no puedes iniciar sesión.',
  bannedUntil:
    'Un moderador ha suspendido tu cuenta después de una denuncia. No puedes iniciar sesión hasta el {until}.',
  appeal: 'Si crees que es un error, dinos por qué. Otro moderador lo revisará.',
  button: 'Apelar',
  expiry: 'Puedes apelar una vez, hasta el {time}.',
};

const de: BanMailTexts = {
  greeting: 'Hallo {name},',
  signature: 'Dein Tribe-Team',
  subject: 'Dein Konto ist gesperrt',
  preview: 'Du kannst der Entscheidung widersprechen.',
  banned:
    'Ein Moderator hat dein Konto nach einer Meldung gesperrt. Du kannst dich nicht mehr anmelden.',
  bannedUntil:
    'Ein Moderator hat dein Konto nach einer Meldung gesperrt. Bis {until} kannst du dich nicht anmelden.',
  appeal:
    'Wenn du das für falsch hältst, schreib uns, warum. Ein anderer Moderator sieht es sich an.',
  button: 'Widersprechen',
  expiry: 'Du kannst einmal widersprechen, bis {time}.',
};

const byLanguage: Readonly<Record<string, BanMailTexts>> = { en, sw, fr, es, de };

/** Returns the texts for a BCP 47 locale, ignoring its country. The fallback is English. */
export function banMailTexts(locale: string): BanMailTexts {
  return byLanguage[locale.split('-')[0] ?? ''] ?? en;
}
