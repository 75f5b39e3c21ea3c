import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ANSWERS, checkOf, description, moduleText } from "./answers";

test("the checks are those of the service's description; make api writes them", async () => {
  expect(await moduleText(description())).toBe(readFileSync(ANSWERS, "utf8"));
});

test("a description becomes checks, and one of an unknown form is an error", () => {
  expect(checkOf({ anyOf: [{ type: "integer" }, { type: "null" }] })).toBe("nullable(integer)");
  expect(checkOf({ type: "array", items: { $ref: "#/components/schemas/Area" } })).toBe("list(Area)");
  expect(checkOf({ type: "object", properties: { a: { type: "string" }, b: { type: "number" } }, required: ["a"] })).toBe(
    "members({ a: string }, { b: number })",
  );
  expect(() => checkOf({ anyOf: [{ type: "integer" }, { type: "string" }] })).toThrow("no check");
});
