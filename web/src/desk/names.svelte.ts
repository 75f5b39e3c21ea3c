// The dispatcher's address book: who stands behind a fingerprint. It lives on this device; the server has no names.
import { demoMembers } from "../members/demo";
import { keepName, loadNames } from "../members/storage";
import { shortForm } from "../members/fingerprint";

export class Names {
  #known = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** What this device knows; in a demo its fictional names too. Throws Problem, Unreachable. */
  async load(demo: boolean): Promise<void> {
    this.#known = await loadNames();
    if (!demo) return;
    const seeded = (await demoMembers()).map((entry) => [entry.fingerprint, entry.name] as const);
    this.#known = new Map([...seeded, ...this.#known]);
  }

  /** A name, or the first characters of the fingerprint. */
  of(fingerprint: string): string {
    return this.#known.get(fingerprint) ?? shortForm(fingerprint);
  }

  /** What the dispatcher has written, or nothing. */
  written(fingerprint: string): string {
    return this.#known.get(fingerprint) ?? "";
  }

  async write(fingerprint: string, name: string): Promise<void> {
    await keepName(fingerprint, name.trim());
    const next = new Map(this.#known);
    if (name.trim()) next.set(fingerprint, name.trim());
    else next.delete(fingerprint);
    this.#known = next;
  }
}
