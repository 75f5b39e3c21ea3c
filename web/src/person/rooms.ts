/**
 * The rooms of the person's page that come after its shell.
 *
 * The shell is what is needed to press (at most 41,000 bytes, `npm run size`). Everything else is a room: its code, style and
 * words come by themselves right after the start, when nothing of the person's own waits to leave, and the service worker
 * keeps them: from the second visit on all rooms open without network. What a press leads to, the case and the chat, is one
 * script and comes and is kept before all others; until it is here the screen says what the phone knows by itself.
 *
 * To add a room:
 * 1. `person/<id>/`: its screens, each inside `<Screen title={...}>` (`../Screen.svelte`: top bar, heading, lower bar;
 *    `back` for a screen that is entered from another, `lang={speech.language}` when the words may be German).
 * 2. `web/messages/<id>/`: its texts (docs/translating.md). `words/<id>.ts` and the rest of `words/` is made from them.
 * 3. `person/<id>/room.ts` exports `View` (the component), `speech`, and, if it must fetch something to have it without
 *    network, `renew` (called after the start and every quarter of an hour; it says nothing when there is no network).
 *    `Always`, `OnCase` and `headline` are for what a room must say where another is on the screen.
 * 4. A line in `ROOMS` below and in `LOADERS` (`roomLoaders.ts`). A room that stands on the lower bar has a word in `tabs` of `web/messages/person`, under its id;
 *    the bar shows what is in the list, in the order of the list.
 * 5. What it keeps: a line in `Values` (`device/values.ts`); all of IndexedDB goes with the wipe.
 *
 * To go there: `nav.enter("details")` (Back returns here), `nav.back()`, `await nav.turn("contacts")` (another room of
 * the lower bar). Nothing of where a person was stands in the address or in the history.
 * A language that only some rooms have: `offer("de")` (`speech/speech.svelte.ts`); the others speak English meanwhile.
 * No objects in `$state` (`$state.raw`, build/lean.ts); no file over 14 KB gzipped (`npm run size`).
 */
import type { PersonWords } from "../words/person.en";

export type RoomId =
  | "case"
  | "rights"
  | "area"
  | "checkin"
  | "callwords"
  | "contacts"
  | "now"
  | "guide"
  | "clocks"
  | "card"
  | "details"
  | "chat"
  | "lock"
  | "prepared"
  | "phone"
  | "about";

export interface Room {
  id: RoomId;
  /** Stands on the lower bar, under this word of the shell. */
  tab?: keyof PersonWords["tabs"];
}

/** In the order in which they are fetched. */
export const ROOMS: readonly Room[] = [
  { id: "case" },
  { id: "rights", tab: "rights" },
  { id: "area" },
  { id: "checkin", tab: "checkin" },
  { id: "callwords" },
  { id: "contacts", tab: "contacts" },
  { id: "now" },
  { id: "guide" },
  { id: "clocks" },
  { id: "card" },
  { id: "details" },
  { id: "chat" },
  { id: "lock" },
  { id: "prepared" },
  { id: "phone" },
  { id: "about" },
];
