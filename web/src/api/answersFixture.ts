/** For tests: answers drawn from the service's own description, and the same answers spoilt. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Schema {
  $ref?: string;
  type?: string;
  enum?: Json[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
}

const DESCRIPTION = JSON.parse(readFileSync(join(import.meta.dirname, "../../openapi.json"), "utf8")) as {
  components: { schemas: Record<string, Schema> };
};

/** Begins a name that the description leaves open, as in a text by language: without it the answer is as good. */
const MAP_MARK = "*";

/** Any answer of this name. */
export const drawAnswer = (name: string): fc.Arbitrary<Json> => arbitrary(DESCRIPTION.components.schemas[name] ?? {});

function arbitrary({ $ref, type, enum: values, anyOf, items, properties }: Schema): fc.Arbitrary<Json> {
  if ($ref) return drawAnswer($ref.split("/").pop() ?? "");
  if (values) return fc.constantFrom(...values);
  if (anyOf) return fc.oneof(...anyOf.map(arbitrary));
  if (type === "array") return fc.array(arbitrary(items ?? {}), { maxLength: 3 });
  if (properties) {
    return fc.record(Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, arbitrary(schema)])));
  }
  const plain: Record<string, fc.Arbitrary<Json>> = {
    string: fc.string(),
    integer: fc.maxSafeNat(),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }),
    boolean: fc.boolean(),
    null: fc.constant(null),
    object: fc.dictionary(
      fc.string().map((name) => MAP_MARK + name),
      fc.string(),
    ),
  };
  return plain[type ?? ""] ?? fc.constant(null);
}

/** What no described answer has anywhere: neither text nor number, nor any list or object that is described. */
const WRONG: readonly Json[] = [{ wrong: true }, [["wrong"]]];

/** All places in an answer where something stands, the answer itself first. */
function places(value: Json, path: (string | number)[] = []): (string | number)[][] {
  const inner = Array.isArray(value) ? value.map((each, at) => [at, each] as const) : [];
  const named = value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  return [path, ...[...inner, ...named].flatMap(([key, each]) => places(each, [...path, key]))];
}

function replaceAt(value: Json, [key, ...rest]: (string | number)[], by: Json | undefined): Json | undefined {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((each, at) => (at === key ? (replaceAt(each, rest, by) ?? null) : each));
  const object = value as { [key: string]: Json };
  const next = replaceAt(object[key] ?? null, rest, by);
  const others = Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  return next === undefined ? others : { ...others, [key]: next };
}

/** An answer of this name with one thing in it gone, or of quite another kind. */
export const spoilAnswer = (name: string): fc.Arbitrary<Json> =>
  fc.tuple(drawAnswer(name), fc.nat(), fc.constantFrom(undefined, ...WRONG)).map(([value, which, by]) => {
    const all = places(value);
    const place = all[which % all.length] ?? [];
    const isMapEntry = String(place.at(-1) ?? "").startsWith(MAP_MARK);
    return replaceAt(value, place, isMapEntry ? (by ?? WRONG[0]) : by) ?? null;
  });
