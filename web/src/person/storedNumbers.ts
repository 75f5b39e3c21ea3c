/** Whom to call, from what is kept on the phone, for a screen that broke: by the page's own means alone. */
import { nameIn } from "../model/shared/names";
import { recall } from "../device/values";
import { speech } from "../words/person";
import { dialNumber } from "./phrases";

interface Line {
  name: string;
  phone: string;
}

/** The hotlines of the signed directory, else those that the organisation named. */
async function storedLines(): Promise<Line[]> {
  const { language } = speech;
  // Whatever keeps the directory from being read here, the other numbers serve.
  const directory = await import("../device/directory").then(({ loadDirectory }) => loadDirectory(Date.now())).catch(() => null);
  const hotlines = directory?.directory.entries.filter(({ role }) => role === "hotline") ?? [];
  if (hotlines.length > 0) return hotlines.map(({ name, tel }) => ({ name: nameIn(name, language), phone: tel }));
  const organisation = await recall("organisation");
  return organisation?.hotlines.map(({ name, phone }) => ({ name: nameIn(name, language), phone })) ?? [];
}

/** Adds a link for each. */
export async function addNumbers(block: HTMLElement): Promise<void> {
  for (const { name, phone } of await storedLines()) {
    const link = document.createElement("a");
    link.href = `tel:${dialNumber(phone)}`;
    link.textContent = `${name} ${phone}`;
    block.append(link);
  }
}
