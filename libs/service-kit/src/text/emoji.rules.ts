const oneEmoji = /^\p{RGI_Emoji}$/v;

/** Whether a text is exactly one emoji, with its skin tone and joined parts. */
export function isEmoji(text: string): boolean {
  return oneEmoji.test(text);
}
