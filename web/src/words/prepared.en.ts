/** The prepared file: kept under a passphrase, or not at all. */
export const en = {
  hint: "Fill in what a lawyer should know. It can be kept on this phone, encrypted. Calling works without it.",
  fields: {
    name: "Name",
    birth_date: "Date of birth",
    phone: "Phone",
    tell: "Who to tell",
    medical: "Health",
    notes: "Anything else",
  },
  spoken: "Language to speak",
  choose: "A passphrase to keep it",
  chooseHint: "Whoever copies this phone can guess a short one. Four words that nobody would expect are good. Nobody can reset it.",
  passphrase: "Passphrase",
  least: (letters: number) => `At least ${letters} letters`,
  again: "Once more",
  differs: "The two are not the same.",
  keep: "Encrypt and keep",
  kept: "Kept, encrypted. It is sealed into your call while this page is open.",
  without: "Not kept: it is gone when this page is closed.",
  working: "Working…",
  lockedHint: "It is encrypted. Open it, and it is sealed into your next call.",
  unlock: "Open",
  wrong: "This passphrase does not open it. Nothing is lost: try again.",
  lock: "Lock it again",
  send: "Send it to the lawyer",
  words: "Four words to say by phone",
  remove: "Delete it",
  removeHint: "The prepared file is deleted from this phone for good.",
};

export type PreparedWords = typeof en;
