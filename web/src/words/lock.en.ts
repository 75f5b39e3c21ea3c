/** The lock: what stands on the screen before the PIN was given. */
export const en = {
  pin: "PIN",
  open: "Open",
  wrong: "Wrong PIN.",
  wrongLeft: (tries: number) => `Wrong PIN. Everything is wiped after ${tries} more.`,
  wait: (seconds: number) => `Wait ${seconds} s.`,
  called: "Called. Open to see what happens.",
  callHint: "Calls a lawyer at once, without opening.",
};

export type LockWords = typeof en;
