/** A language that nobody speaks: words half as long again, read from the right. It shows what only English would fit. */

/** Right-to-left override, and its end: each text is read from the right, as one in Arabic would be. */
const [FROM_RIGHT, END] = ["\u202e", "\u202c"];
const LONGER = 0.5;

/** The same catalogue, every text in it made strange. */
export function pseudo<Words extends object>(words: Words): Words {
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, strange(value)])) as Words;
}

function strange(value: unknown): unknown {
  if (typeof value === "string") return value && `${FROM_RIGHT}${longer(value)}${END}`;
  if (typeof value === "function") return (...said: unknown[]) => strange((value as (...said: unknown[]) => unknown)(...said));
  return Array.isArray(value) ? value.map(strange) : pseudo(value as object);
}

/** Every second vowel twice is about what German adds to English; a short label gets at least one. */
function longer(text: string): string {
  const more = Math.ceil(text.length * LONGER);
  let added = 0;
  const grown = text.replace(/[aeiouyаеиоуыэюя]/gi, (vowel) => (added < more ? ((added += 1), vowel + vowel) : vowel));
  return added > 0 ? grown : `${text}·`;
}
