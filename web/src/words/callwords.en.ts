/** Call words: four words that open the prepared file for the hotline. */
export const en = {
  title: "Four words",
  hint: "Learn four words. Whoever says them to the hotline opens the file that you leave here now, also when your phone is gone.",
  file: "What the hotline will read",
  fields: { name: "Name", birth_date: "Date of birth", tell: "Who to tell", medical: "Health" },
  make: "Make four words",
  loading: "Loading the words…",
  offline: "No answer yet. Try again: the words stay the same.",
  aloud: "Read them aloud, several times. They are kept nowhere on this phone.",
  learnt: "I know them",
  typed: "Type the four words once",
  differs: "These are not the four words.",
  perhaps: "Perhaps",
  look: "Look again",
  leave: "Leave the file",
  leaving: "Sealing… this takes seconds.",
  left: (day: string) => `The file waits behind your words until ${day}.`,
  leftHint: "This phone does not know the words. Forgotten? Make others.",
  replace: "Make other words",
  remove: "Delete the file",
  removeHint: "Your four words open nothing any more.",
  taken: "These words cannot be used. Make others.",
  failed: "The desk did not take it. Nothing has been left. Try again.",
  tooLong: "The file is too long. Shorten it.",
};

export type CallwordsWords = typeof en;
