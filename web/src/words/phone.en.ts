/** What this phone does by itself, and what it keeps from others. */
export const en = {
  atOnce: "Quick press",
  atOnceHint: "A press leaves at once, with your position and the prepared file if it is open. It cannot be taken back, only cancelled.",
  preparedOpen: "open",
  preparedNone: "none",
  pinTitle: "PIN",
  pinHint:
    "A PIN keeps curious hands out of this page. It encrypts nothing: whoever copies the phone gets round it. The prepared file has its own passphrase. Calling a lawyer works without the PIN.",
  pinChoose: "4 to 8 digits",
  pinSet: "Set the PIN",
  pinOn: "A PIN is set.",
  pinOnWipes: (tries: number) => `A PIN is set. After ${tries} wrong ones everything is wiped.`,
  pinNow: "Lock now",
  pinOff: "Remove the PIN",
  pinWipes: (tries: number) => `Wipe everything after ${tries} wrong PINs`,
  pinWipesHint: "Who holds your phone can do that too. An open call goes on at the desk.",
  wipeTold:
    "With a network the browser removes its files too; without one, a laboratory may find sealed messages and their keys. That you were on this site stays in the browser’s history: clear that yourself.",
};

export type PhoneWords = typeof en;
