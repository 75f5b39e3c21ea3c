/**
 * How much still fits into what is sealed: a press has one size whatever is in it. The figures are what
 * `seal/measure.ts` leaves for texts when all else is as long as it can be; a test compares them.
 */
const CARD_BYTES = 457;
const FILE_BYTES = 546;
const MESSAGE_BYTES = 3_801;

/** Bytes of a text inside JSON, without its quotes. */
const inJson = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length - 2;

const rest = (bytes: number, texts: readonly string[]): number => texts.reduce((left, text) => left - inJson(text), bytes);

/** Bytes left for the texts of a card, of a file, of a message; below zero they are too long. */
export const cardBytesLeft = (...texts: string[]): number => rest(CARD_BYTES, texts);
export const fileBytesLeft = (...texts: string[]): number => rest(FILE_BYTES, texts);
export const messageBytesLeft = (text: string): number => rest(MESSAGE_BYTES, [text]);
