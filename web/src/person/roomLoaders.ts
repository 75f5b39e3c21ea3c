/** How each room is fetched. Only `main.ts` knows this: a room that imported it would reach itself. */
import type { RoomId } from "./rooms";
import type { RoomModule } from "./roomStore.svelte";

export const LOADERS: Readonly<Record<RoomId, () => Promise<RoomModule>>> = {
  case: () => import("./case/room"),
  rights: () => import("./rights/room"),
  area: () => import("./area/room"),
  checkin: () => import("./checkin/room"),
  callwords: () => import("./callwords/room"),
  contacts: () => import("./contacts/room"),
  now: () => import("./rights/now"),
  guide: () => import("./rights/guide"),
  clocks: () => import("./clocks/room"),
  card: () => import("./rights/card"),
  details: () => import("./details/room"),
  chat: () => import("./chat/room"),
  lock: () => import("./lock/room"),
  prepared: () => import("./prepared/room"),
  phone: () => import("./phone/room"),
  about: () => import("./about/room"),
};
