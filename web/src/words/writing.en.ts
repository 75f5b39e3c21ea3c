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
  theirs: {
    where: { label: "Where exactly", hint: "Street, floor, bus number, who took them" },
    what: { label: "What happened", hint: "And how to recognise them: age, clothes" },
    name: { label: "Their name", hint: "" },
    birth_date: { label: "Their date of birth", hint: "" },
    phone: { label: "Your phone", hint: "So that the lawyer can reach you" },
    medical: { label: "Their health", hint: "Medicines, illnesses, allergies" },
    notes: { label: "Anything else", hint: "Who you are to them, their phone" },
  },
  preparedOpen: "is in the form",
  preparedNone: "none",
  spoken: "Language to speak",
  roomLeft: (letters: number) => `Room for about ${letters} more ${form(letters, { one: "letter", other: "letters" })}.`,
  roomOver: (letters: number) => `Too long by about ${letters} ${form(letters, { one: "letter", other: "letters" })}: please shorten.`,
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
