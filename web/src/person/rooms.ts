/**
 * The rooms of the person's page that come after its shell.
 *
 * The shell is what is needed to press and to see what comes of it (at most 45 KB gzipped). Everything else is a room: its
 * code, style and words come by themselves right after the start, when nothing of the person's own waits to leave, and
 * the service worker keeps them: from the second visit on all rooms open without network.
 *
 * To add a room:
 * 1. `person/<id>/`: its screens, each inside `<Screen title={...}>` (`../Screen.svelte`: top bar, heading, lower bar;
 *    `back` for a screen that is entered from another, `lang={speech.language}` when the words may be German).
 * 2. `web/messages/<id>/`: its texts (docs/translating.md). `words/<id>.ts` and the rest of `words/` is made from them.
 * 3. `person/<id>/room.ts` exports `View` (the component), `speech`, and, if it must fetch something to have it without
 *    network, `renew` (called after the start and every quarter of an hour; it says nothing when there is no network).
 *    `Always` and `OnCase` are for what a room must say where another is on the screen.
 * 4. One line in `ROOMS` below. A room that stands on the lower bar has a word in `tabs` of `web/messages/person`, under its id;
 *    the bar shows what is in the list, in the order of the list.
 * 5. What it keeps: a line in `Values` (`device/values.ts`); all of IndexedDB goes with the wipe.
 *
 * To go there: `nav.enter("details")` (Back returns here), `nav.back()`, `await nav.turn("contacts")` (another room of
 * the lower bar). Nothing of where a person was stands in the address or in the history.
 * A language that only some rooms have: `offer("de")` (`speech/speech.svelte.ts`); the others speak English meanwhile.
 * No objects in `$state` (`$state.raw`, build/lean.ts); no file over 14 KB gzipped (`npm run size`).
 */
import type { Component } from "svelte";
import type { PersonWords } from "../words/person.en";

export interface RoomModule {
  View: Component;
  speech: { start(): Promise<void> };
  renew?: () => Promise<void>;
  /** Stands on every screen from the moment that the room has come: what it must be able to say there. */
  Always?: Component;
  /** What stands for the room on the case screen. */
  OnCase?: Component;
}

export interface Room {
  id: string;
  /** Stands on the lower bar, under this word of the shell. */
  tab?: keyof PersonWords["tabs"];
  load: () => Promise<RoomModule>;
}

export const ROOMS: readonly Room[] = [
  { id: "case", load: () => import("./case/room") },
  { id: "rights", tab: "rights", load: () => import("./rights/room") },
  { id: "area", load: () => import("./area/room") },
  { id: "checkin", tab: "checkin", load: () => import("./checkin/room") },
  { id: "callwords", load: () => import("./callwords/room") },
  { id: "contacts", tab: "contacts", load: () => import("./contacts/room") },
  { id: "now", load: () => import("./rights/now") },
  { id: "guide", load: () => import("./rights/guide") },
  { id: "clocks", load: () => import("./clocks/room") },
  { id: "card", load: () => import("./rights/card") },
  { id: "details", load: () => import("./details/room") },
  { id: "chat", load: () => import("./chat/room") },
  { id: "lock", load: () => import("./lock/room") },
  { id: "prepared", load: () => import("./prepared/room") },
  { id: "phone", load: () => import("./phone/room") },
  { id: "about", load: () => import("./about/room") },
];
