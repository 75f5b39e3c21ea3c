/**
 * JSON that has one spelling. What is signed or sealed is refused in any other: no member twice, none unknown, no
 * hidden room, nothing that two parsers could read differently.
 */

import { textOf } from "./bytes.ts";

const LONE_SURROGATE = /\p{Surrogate}/gu;

function wellFormed(name: string, value: unknown): unknown {
  if (name.search(LONE_SURROGATE) >= 0) return undefined;
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : undefined;
  return typeof value === "string" ? value.replace(LONE_SURROGATE, "\ufffd") : value;
}

/** The one spelling. Halves of characters, which UTF-8 cannot carry, become U+FFFD; what else it cannot carry is left out. */
export const write = (value: unknown): string => JSON.stringify(value, wellFormed);

/** The value of a text in that spelling, or undefined. */
export function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return write(value) === text ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The value of bytes that are such a text in UTF-8, or undefined. */
export function parseBytes(bytes: BufferSource): unknown {
  const text = textOf(bytes);
  return text === undefined ? undefined : parse(text);
}

/** Whether this is an object with exactly these members in this order: `names` are joined by commas. */
export function has<Names extends string>(value: unknown, names: Names): value is Record<Split<Names>, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  // A name may have commas in it: "a,b" is one member, not two.
  return keys.join() === names && keys.length === (names ? names.split(",").length : 0);
}

type Split<Names extends string> = Names extends `${infer First},${infer Rest}` ? First | Split<Rest> : Names;

export const isText = (value: unknown): value is string => typeof value === "string";

export const isCount = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** Whether this is a list of at most `most` for each of which `holds` holds. */
export const isList = <T>(value: unknown, most: number, holds: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.length <= most && value.every(holds);
