import { escape as escapeHtml } from 'html-escaper';

/** The content of a mail, as plain text. */
export interface MailContent {
  /** BCP 47, for screen readers and hyphenation. */
  readonly locale: string;
  readonly subject: string;
  /** Shown next to the subject in the inbox. */
  readonly preview: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly button?: { readonly label: string; readonly url: string };
  /** In small print. */
  readonly notes: readonly string[];
  readonly signature: string;
  /** In small print, below the notes; mail clients also offer it as a way to unsubscribe. */
  readonly optOut?: { readonly label: string; readonly url: string };
}

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The URL of a page that stops mails of this kind. */
  readonly optOutUrl?: string;
}

/** Renders a mail as HTML and as plain text, with the same content. */
export function renderMail(content: MailContent): RenderedMail {
  return {
    subject: content.subject,
    html: htmlOf(content),
    text: textOf(content),
    ...(content.optOut && { optOutUrl: content.optOut.url }),
  };
}

function textOf({ greeting, paragraphs, button, notes, signature, optOut }: MailContent): string {
  const link = button ? [`${button.label}:\n${button.url}`] : [];

  const lastNotes = optOut ? [...notes, `${optOut.label}:\n${optOut.url}`] : notes;
  const smallPrint = lastNotes.length > 0 ? ['-- ', ...lastNotes] : [];

  return `${[greeting, ...paragraphs, ...link, signature, ...smallPrint].join('\n\n')}\n`;
}

/**
 * Uses tables and inline styles, because mail clients support little else. Contrast is at least 4.5:1, also in dark
 * mode.
 */
function htmlOf({
  locale,
  subject,
  preview,
  greeting,
  paragraphs,
  button,
  notes,
  signature,
  optOut,
}: MailContent): string {
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f4f5;color:#1f2328;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f4f5"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font-size:20px;font-weight:700;color:#b83232">Tribe</p>
${[greeting, ...paragraphs].map(paragraph).join('\n')}
${button ? action(button) : ''}
${paragraph(signature)}
<hr style="border:0;border-top:1px solid #e4e4e7;margin:24px 0 16px">
${notes.map(note).join('\n')}
${optOut ? optOutNote(optOut) : ''}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px;font-size:16px;line-height:24px">${escapeHtml(text)}</p>`;
}

function note(text: string): string {
  return `<p style="margin:0 0 8px;font-size:13px;line-height:20px;color:#5c5f66">${escapeHtml(text)}</p>`;
}

function action({ label, url }: NonNullable<MailContent['button']>): string {
  const style =
    'display:inline-block;padding:12px 24px;border-radius:8px;background:#b83232;color:#ffffff;' +
    'font-size:16px;font-weight:600;text-decoration:none';
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a></p>`;
}

function optOutNote({ label, url }: NonNullable<MailContent['optOut']>): string {
  return `<p style="margin:0 0 8px;font-size:13px;line-height:20px"><a href="${escapeHtml(url)}" style="color:#5c5f66">${escapeHtml(label)}</a></p>`;
}
