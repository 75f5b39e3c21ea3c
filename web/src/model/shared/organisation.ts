/** The organisation as the screens know it: what its signers vouch for, and what the service says of itself. */
import type { Directory } from "../../seal/api";
import type { NamesIn } from "./names";
import type { Shapes } from "./shapes";

export interface Area {
  area: string;
  name: NamesIn;
  /** The centre, in degrees. */
  lat: number;
  lon: number;
}

export interface Place {
  place: string;
  area: string;
  name: NamesIn;
}

export interface Line {
  name: NamesIn;
  phone: string;
  /** Where text messages are read. */
  sms: string | null;
}

type Service = Shapes["Organisation"];

export interface Organisation extends Pick<Service, "organisation" | "demo" | "languages" | "drill" | "threshold"> {
  name: NamesIn;
  areas: readonly Area[];
  places: readonly Place[];
  lines: readonly Line[];
}

/**
 * Areas and places are those of the directory alone: a service that named its own could make them as small as a house, or
 * send counsel elsewhere. Its name and numbers stand in only where no directory has ever come.
 */
export function organisationOf(service: Service, directory: Directory | null): Organisation {
  const { organisation, demo, languages, drill, threshold } = service;
  const identity = { organisation, demo, languages, drill, threshold };
  if (directory) return { ...identity, ...listsOf(directory) };
  const lines = service.hotlines.map(({ name, phone, sms }) => ({ name, phone, sms: sms ? phone : null }));
  return { ...identity, name: service.name, areas: [], places: [], lines };
}

function listsOf({ name, areas, places, entries }: Directory): Pick<Organisation, "name" | "areas" | "places" | "lines"> {
  const degrees = (e5: number): number => e5 / 100_000;
  return {
    name,
    areas: areas.map(({ lat_e5, lon_e5, ...area }) => ({ ...area, lat: degrees(lat_e5), lon: degrees(lon_e5) })),
    places,
    lines: hotlines(entries),
  };
}

/** Of those who are listed the lines of the organisation and its friends. */
export const hotlines = (entries: Directory["entries"]): Line[] =>
  entries.filter(({ role }) => role === "hotline").map(({ name, tel, sms }) => ({ name, phone: tel, sms }));
