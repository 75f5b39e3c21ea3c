/** What happens to what a person sends, and how to leave nothing behind. */
export const en = {
  aboutSealed: "Your call is sealed on this phone for the lawyers on duty and the desk. The service that carries it cannot open it.",
  aboutClear: "The service can read five things: the area, what kind of help, how urgent, the language, and when.",
  aboutList: (version: number, needed: number, all: number, date: string) =>
    `It is sealed to list no. ${version} of lawyers’ keys, signed by at least ${needed} of ${all} signers. This phone met them on ${date}, took them on trust, and refuses any others. Compare them with the organisation:`,
  aboutKept: "This phone keeps the numbers, the guides, the list of keys, what you logged, and one case with keys that cannot be copied out.",
};

export type AboutWords = typeof en;
