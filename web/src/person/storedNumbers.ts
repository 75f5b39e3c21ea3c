/** Whom to call, from what is kept on the phone, for a screen that broke: by the page's own means alone. */
import { nameIn } from "../model/shared/names";
import { organisationOf } from "../model/shared/organisation";
import { recall } from "../device/values";
import { speech } from "../words/person";
import { dialNumber } from "./phrases";

interface Line {
  name: string;
  phone: string;
}

/** The hotlines of the signed directory; where none has ever come, those that the service named. */
async function storedLines(): Promise<Line[]> {
  const [service, stored] = await Promise.all([recall("organisation"), recall("directory")]);
  const lines = service ? organisationOf(service, stored?.directory ?? null).lines : [];
  return lines.map(({ name, phone }) => ({ name: nameIn(name, speech.language), phone }));
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
