/** The words as they are derived from, however they were written: small letters, ё as е, one space between. */
export function normalizeWords(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");
  return (plain.match(/\p{L}+(?:-\p{L}+)*/gu) ?? []).join(" ");
}
