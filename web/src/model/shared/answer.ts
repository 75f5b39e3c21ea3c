/**
 * Whether an answer has the form that code relies on: yes or no, for nobody reads why. What a later version adds is passed
 * over. For data whose author must be told what is wrong there is `shape.ts`.
 */

/** Lets through nothing but a T, by the word of whoever wrote it. */
export type Form<T> = ((value: unknown) => boolean) & { readonly of?: T };
type Guard = (value: unknown) => boolean;

export const anyValue: Guard = () => true;
export const string: Guard = (value) => typeof value === "string";
export const boolean: Guard = (value) => typeof value === "boolean";
export const number: Guard = (value) => Number.isFinite(value);
export const integer: Guard = (value) => Number.isInteger(value);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

export const pattern =
  /* @__NO_SIDE_EFFECTS__ */
  (form: RegExp): Guard =>
    (value) =>
      typeof value === "string" && form.test(value);
export const choice =
  /* @__NO_SIDE_EFFECTS__ */
  (...allowed: readonly unknown[]): Guard =>
    (value) =>
      allowed.includes(value);
export const nullable =
  /* @__NO_SIDE_EFFECTS__ */
  (guard: Guard): Guard =>
    (value) =>
      value === null || guard(value);
export const list =
  /* @__NO_SIDE_EFFECTS__ */
  (item: Guard): Guard =>
    (value) =>
      Array.isArray(value) && value.every((each) => item(each));
export const record =
  /* @__NO_SIDE_EFFECTS__ */
  (item: Guard): Guard =>
    (value) =>
      isObject(value) && Object.values(value).every((each) => item(each));
export const members =
  /* @__NO_SIDE_EFFECTS__ */
  (needed: Readonly<Record<string, Guard>>, optional: Readonly<Record<string, Guard>> = {}): Guard =>
    (value) =>
      isObject(value) &&
      Object.entries(needed).every(([key, guard]) => guard(value[key])) &&
      Object.entries(optional).every(([key, guard]) => value[key] === undefined || guard(value[key]));

/** The same as a question of its own type. */
export const fits = <T>(value: unknown, form: Form<T>): value is T => form(value);
