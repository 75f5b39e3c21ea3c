// How a place is called on the counsel's screens.
import type { Stop } from "../model/counsel/view";
import { areaName, nameIn } from "../model/shared/names";
import { cleanName } from "../model/shared/strangerText";
import { speech } from "../words/members";
import type { Room } from "./room.svelte";

/** A place's name is in its clients' cards only; until one is open, the area must do. */
export function placeName(room: Room, { clients, area }: Stop): string {
  const { organisation } = room.session;
  for (const client of clients) {
    const card = room.caseStore(client.case_id).opened?.card;
    const place = organisation.places.find((one) => one.place === card?.place);
    if (place) return nameIn(place.name, speech.language);
    if (card?.where) return cleanName(card.where);
  }
  return areaName(organisation.areas, area, speech.language) || area;
}
