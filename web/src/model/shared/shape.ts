/** Whether data from outside has the form that code relies on: small checks that are put together. */

export type Check = (value: unknown, path: string) => void;
export type Fields = Record<string, Check>;

/** The data is not well formed; the message says where and what was wanted. */
export class ShapeError extends Error {
  override name = "ShapeError";
}

export function expectShape(holds: unknown, path: string, what: string): asserts holds {
  if (!holds) throw new ShapeError(`${path}: ${what} wanted`);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

export const text: Check = (value, path) => expectShape(typeof value === "string" && value !== "", path, "text");
export const pattern =
  (form: RegExp, what: string): Check =>
  (value, path) =>
    expectShape(typeof value === "string" && form.test(value), path, what);
export const choice =
  (...allowed: readonly unknown[]): Check =>
  (value, path) =>
    expectShape(allowed.includes(value), path, allowed.join(" or "));
export const nullable =
  (check: Check): Check =>
  (value, path) => {
    if (value !== null) check(value, path);
  };
export const list =
  (item: Check): Check =>
  (value, path) => {
    expectShape(Array.isArray(value), path, "list");
    value.forEach((each, index) => item(each, `${path}[${index}]`));
  };
export const record =
  (item: Check): Check =>
  (value, path) => {
    expectShape(isObject(value), path, "object");
    for (const key in value) item(value[key], `${path}.${key}`);
  };
/** What a later version adds is passed over. */
export const members =
  (needed: Fields, optional: Fields = {}): Check =>
  (value, path) => {
    expectShape(isObject(value), path, "object");
    for (const key in needed) expectShape(key in value, path, `"${key}"`);
    for (const [key, check] of Object.entries({ ...needed, ...optional })) if (key in value) check(value[key], `${path}.${key}`);
  };
/** A misspelt key would silently drop a condition, so none is let through. */
export const object =
  (needed: Fields, optional: Fields = {}): Check =>
  (value, path) => {
    expectShape(isObject(value), path, "object");
    for (const key in needed) expectShape(key in value, path, `"${key}"`);
    for (const key in value) {
      const check = needed[key] ?? optional[key];
      expectShape(check !== undefined, path, `no "${key}"`);
      check(value[key], `${path}.${key}`);
    }
  };
