/** The rights guides and legal clocks of this phone, as the screens show them. */
import { Unreachable } from "../../api/errors";
import type { RuleSet } from "../../clocks/rules";
import { asUnsaved } from "../../device/database";
import { loadGuides, renewGuides, UnsignedGuides, type StoredGuides as Held } from "../../device/guides";
import { keep, recall } from "../../device/values";
import { type Jurisdiction, lawOf, visibleSituations, type Situation, languageFor } from "../../model/person/guides";
import { choice, type Language, LANGUAGES, offer } from "../../speech/speech.svelte";
import { app } from "../app.svelte";

class GuideStore {
  stored = $state.raw<Held | null>(null);
  /** What the service sent last is not what the signers signed: it is not used. */
  refused = $state(false);
  /** Whose law the person chose herself. */
  chosen = $state<string | null>(null);
  /** The guide that is open: a situation, and the line that was searched for. */
  situation = $state<string | null>(null);
  sought = $state<string | null>(null);
  typed = $state("");

  /** The day in UTC, by the service's clock. */
  readonly today = $derived(new Date(app.now + app.ahead).toISOString().slice(0, 10));
  readonly law = $derived(this.stored && lawOf(this.stored.index, this.chosen, app.ownCase?.area ?? app.area));
  readonly places = $derived(this.stored?.index.jurisdictions ?? []);
  readonly place = $derived<Jurisdiction | null>(this.places.find(({ id }) => id === this.law) ?? null);
  /** In which language the place is told of. */
  readonly language = $derived(this.place && languageFor(this.place, choice.language));
  readonly situations = $derived<Situation[]>(this.#situations());
  readonly clocks = $derived<RuleSet | null>(this.stored?.clocks[this.law ?? ""] ?? null);
  readonly hiding = $derived(this.stored?.index.unverified === "hide");
  #started: Promise<void> | undefined;

  /** What is on the phone, once. */
  start(): Promise<void> {
    return (this.#started ??= this.#recall().catch(ignoreUnsaved));
  }

  async #recall(): Promise<void> {
    this.chosen = (await recall("law")) ?? null;
    await this.#take();
  }

  async #take(): Promise<void> {
    this.stored = await loadGuides();
    if (this.place) await offer(extraLanguage(this.place));
  }

  /** What the service has, as far as it comes. */
  async renew(): Promise<void> {
    const hashes = app.directory.held?.directory.guides;
    if (!hashes) return;
    try {
      await renewGuides(this.law, hashes);
      this.refused = false;
    } catch (error) {
      if (error instanceof UnsignedGuides) this.refused = true;
      else if (!(error instanceof Unreachable)) asUnsaved(error);
    }
    await this.#take().catch(ignoreUnsaved);
  }

  async choose(law: string): Promise<void> {
    this.chosen = law;
    await keep("law", law);
    if (this.place) await offer(extraLanguage(this.place));
  }

  /** Marks what the room of the guide is to show. */
  open(situation: string, item: string | null = null): void {
    [this.situation, this.sought] = [situation, item];
  }

  #situations(): Situation[] {
    const situations = this.stored?.guides[`${this.law}/${this.language}`];
    return situations && this.stored ? visibleSituations(situations, this.stored.index.unverified, this.today) : [];
  }
}

/** A private window keeps nothing: then there is nothing to show, and the screen says so. */
function ignoreUnsaved(error: unknown): void {
  asUnsaved(error);
}

/** A language in which only this place is told of. */
function extraLanguage({ languages }: Jurisdiction): Language | null {
  const languageCodes = languages.map(({ language }) => language);
  return LANGUAGES.find((language) => languageCodes.includes(language) && !choice.whole.includes(language)) ?? null;
}

export const guideStore = new GuideStore();
