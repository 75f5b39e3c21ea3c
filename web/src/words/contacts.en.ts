/** Whom to call, from the phone itself. */
export const en = {
  search: "Find by name or area",
  nobody: (typed: string) => `Nobody on the list fits “${typed}”.`,
  hotlines: "Hotlines",
  counsel: "Lawyers",
  everywhere: "everywhere",
  signed: (date: string) => `This list is signed by the organisation, last on ${date}.`,
  stale: "This list is old and no newer one came. Numbers may have changed.",
  refused: "A newer list came that is not signed as it must be. It was not taken.",
};

export type ContactsWords = typeof en;
