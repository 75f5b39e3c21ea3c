/** What strangers wrote, as it may stand in a page: nothing in it hides, turns other text round or takes the screen. */

/** Line breaks beyond these are shown as signs in the line. */
const LINES = 12;
const LINE_CHARS = 120;
const BREAK_SIGN = " ⏎ ";
/** More marks than these on one letter grow over the lines around it. */
const MARKS = 4;

const BREAKS = /\r\n|[\n\v\f\r\x85\u2028\u2029]/gu;
/** Controls, and what shows nothing: bidi marks and overrides, zero-width spaces, fillers, tags. Joiners and the look of emoji stay. */
const INVISIBLE = /(?![\u200c\u200d\ufe0e\ufe0f])[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
const MARK_PILE = new RegExp(`(\\p{M}{${MARKS}})\\p{M}+`, "gu");
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const cleanPiece = (text: string): string => text.replaceAll("\t", " ").replaceAll(INVISIBLE, "").replaceAll(MARK_PILE, "$1").trim();

/** Text of several lines: at most one empty line after another, and after the twelfth all in one. */
export function cleanText(text: string): string {
  const pieces = text.split(BREAKS).map(cleanPiece);
  const lines = pieces.filter((piece, at) => piece || pieces[at - 1]);
  const last = lines
    .slice(LINES - 1)
    .filter(Boolean)
    .join(BREAK_SIGN);
  return [...lines.slice(0, LINES - 1), last].join("\n").trim();
}

/** Text of one line, of 120 characters at most: a name, a number, a heading. */
export function cleanLine(text: string): string {
  const line = text.split(BREAKS).map(cleanPiece).filter(Boolean).join(" ");
  const characters = [...line];
  return characters.length > LINE_CHARS ? `${characters.slice(0, LINE_CHARS - 1).join("")}…` : line;
}

/** A name for the middle of a sentence, which one from right to left must not turn round. */
export function cleanName(name: string): string {
  const line = cleanLine(name);
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}
