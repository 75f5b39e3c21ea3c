/** A directory as a reader has verified it, for tests. */
import type { Directory, Entry } from "./api.ts";

export const LINE: Entry = {
  name: { en: "Hotline", ru: "Линия" },
  role: "hotline",
  areas: [],
  tel: "+44 1632 960000",
  sms: "+44 1632 960000",
  languages: [],
  hours: null,
};

export const COUNSEL: Entry = { ...LINE, name: { en: "Anna K." }, role: "counsel", tel: "+44 1632 960111", sms: null };

export const DIRECTORY: Directory = {
  organisation: "aid",
  version: 1,
  name: { en: "Aid" },
  grain_metres: 1_000,
  areas: [
    { lat_e5: 5_000_000, lon_e5: 3_000_000, area: "north", name: { en: "North" } },
    { lat_e5: 5_010_000, lon_e5: 3_000_000, area: "centre", name: { en: "Centre" } },
  ],
  places: [{ place: "police-1", area: "centre", name: { en: "Police station 1" } }],
  entries: [LINE, COUNSEL],
  guides: {},
  issued_at: 0,
  expires_at: 1_000,
};
