import { expect, test } from "vitest";
import { DIRECTORY } from "../../seal/directory.fixture";
import { organisationOf } from "./organisation";
import type { Shapes } from "./shapes";

/** As a server that lies says it: with areas, places and a number of its own. */
const LIAR = {
  organisation: "aid",
  name: { en: "Friends" },
  demo: false,
  signers: [],
  threshold: 1,
  areas: [{ area: "at-her-door", name: { en: "Door" }, lat: 50, lon: 30 }],
  places: [{ place: "police-1", area: "centre", name: { en: "Police station 2" } }],
  hotlines: [{ name: { en: "Hotline" }, phone: "+44 1632 960999", sms: true }],
  languages: ["en"],
  drill: null,
} as Shapes["Organisation"];

test("nothing that a server says takes the place of what is signed", () => {
  const known = organisationOf(LIAR, DIRECTORY);
  expect(known.name).toEqual({ en: "Aid" });
  expect(known.areas.map(({ area, lat, lon }) => [area, lat, lon])).toEqual([
    ["north", 50, 30],
    ["centre", 50.1, 30],
  ]);
  expect(known.places).toEqual([{ place: "police-1", area: "centre", name: { en: "Police station 1" } }]);
  expect(known.lines).toEqual([{ name: { en: "Hotline", ru: "Линия" }, phone: "+44 1632 960000", sms: "+44 1632 960000" }]);
});

test("before there is a directory there are the server's numbers, and no area", () => {
  const known = organisationOf(LIAR, null);
  expect([known.areas, known.places]).toEqual([[], []]);
  expect(known.lines.map(({ phone, sms }) => [phone, sms])).toEqual([["+44 1632 960999", "+44 1632 960999"]]);
});
