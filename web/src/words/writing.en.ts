import { plural } from "./forms";

const form = plural("en");

/** What is said in details and messages. */
export const en = {
  detailsHint: "All of it may stay empty. It is sealed on this phone; the service cannot read it.",
  detailsCard: "For the lawyers who are asked",
  detailsFile: "Only for the lawyer who accepts",
  need: "What is happening",
  urgency: "When",
  urgencies: { now: "Now", today: "Today", soon: "Soon" },
  place: "Place",
  placeNone: "Not on the list",
  fields: {
    where: { label: "Where exactly", hint: "Street, floor, bus number, who took you" },
    what: { label: "What happened", hint: "" },
    needs: { label: "What is needed", hint: "Interpreter, doctor, a minor, a wheelchair" },
    name: { label: "Name", hint: "" },
    birth_date: { label: "Date of birth", hint: "" },
    phone: { label: "Phone", hint: "" },
    tell: { label: "Who to tell", hint: "Name and phone" },
    medical: { label: "Health", hint: "Medicines, illnesses, allergies" },
    notes: { label: "Anything else", hint: "" },
  },
  spoken: "Language to speak",
  roomLeft: (letters: number) => `Room for about ${letters} more ${form(letters, { one: "letter", other: "letters" })}.`,
  roomOver: (letters: number) => `Too long by about ${letters} ${form(letters, { one: "letter", other: "letters" })}: please shorten.`,
  keepDraft: "Keep this on the phone until I press",
  keepDraftHint: "Whoever unlocks the phone could read it. After the press it is deleted.",
  done: "Done",
  sendDetails: "Send sealed",
  addDetails: "Add details",
  chatWith: (name: string) => `With ${name}, sealed`,
  chatUnnamed: "Sealed: the service cannot read it.",
  chatEmpty: "Nothing yet.",
  chatMine: "You",
  chatWaiting: "still on this phone",
  chatGap: "A message before this one is missing.",
  chatRefused: "A message came that cannot be trusted. It was not opened.",
  chatWrite: "Your message",
  chatSend: "Send",
  chatNobody: "There is nobody yet whom this phone could trust with a message.",
};

export type WritingWords = typeof en;
