interface AppealPageTexts {
  readonly title: string;
  readonly intro: string;
  readonly reason: string;
  readonly action: string;
  readonly done: string;
  readonly MODERATION_APPEAL_EXISTS: string;
  readonly MODERATION_APPEAL_EXPIRED: string;
}

/** The texts of the page behind the link in the mail to a banned user, in the languages of the mails. */
export const appealPageTexts: Readonly<Record<'en' | 'sw' | 'fr' | 'es' | 'de', AppealPageTexts>> =
  {
    en: {
      title: 'Appeal',
      intro: 'Another moderator will look at the decision.',
      reason: 'Why was it wrong?',
      action: 'Send the appeal',
      done: 'We have your appeal. You will get a notification in the app.',
      MODERATION_APPEAL_EXISTS: 'You have appealed against this decision already.',
      MODERATION_APPEAL_EXPIRED: 'It is too late: a decision can be appealed against for 30 days.',
    },
    sw: {
      title: 'Rufaa',
      intro: 'Msimamizi mwingine atauangalia uamuzi.',
      reason: 'Kwa nini haukuwa sahihi?',
      action: 'Tuma rufaa',
      done: 'Tumepokea rufaa yako. Utapata taarifa kwenye programu.',
      MODERATION_APPEAL_EXISTS: 'Tayari umekata rufaa dhidi ya uamuzi huu.',
      MODERATION_APPEAL_EXPIRED: 'Umechelewa: rufaa inakatwa ndani ya siku 30.',
    },
    fr: {
      title: 'Contester',
      intro: 'Un autre modérateur examinera la décision.',
      reason: 'Pourquoi était-ce une erreur ?',
      action: 'Envoyer',
      done: 'Nous avons reçu votre contestation. Vous serez informé dans l’application.',
      MODERATION_APPEAL_EXISTS: 'Vous avez déjà contesté cette décision.',
      MODERATION_APPEAL_EXPIRED: 'Il est trop tard : une décision se conteste pendant 30 jours.',
    },
    es: {
      title: 'Apelar',
      intro: 'Otro moderador revisará la decisión.',
      reason: '¿Por qué fue un error?',
      action: 'Enviar la apelación',
      done: 'Hemos recibido tu apelación. Recibirás un aviso en la aplicación.',
      MODERATION_APPEAL_EXISTS: 'Ya has apelado esta decisión.',
      MODERATION_APPEAL_EXPIRED: 'Es demasiado tarde: se puede apelar durante 30 días.',
    },
    de: {
      title: 'Widersprechen',
      intro: 'Ein anderer Moderator sieht sich die Entscheidung an.',
      reason: 'Warum war sie falsch?',
      action: 'Widerspruch senden',
      done: 'Dein Widerspruch ist angekommen. Du bekommst eine Nachricht in der App.',
      MODERATION_APPEAL_EXISTS: 'Du hast dieser Entscheidung schon widersprochen.',
      MODERATION_APPEAL_EXPIRED: 'Es ist zu spät: Widersprechen ist 30 Tage lang möglich.',
    },
  };
