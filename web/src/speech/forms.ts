/** The forms of a noun after a number: English has two, Russian four. `other` is always there. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** `plural("ru")(3, {...})` picks the form that goes with the number; the number itself is written by the caller. */
export function plural(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
