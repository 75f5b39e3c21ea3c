/** Which language the screens speak. Each audience has its own catalogue, and loads one language of it. */

export const LANGUAGES = ["en", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a language is called by those who speak it. */
export const NAMES: Record<Language, { short: string; full: string }> = {
  en: { short: "EN", full: "English" },
  ru: { short: "RU", full: "Русский" },
};

type Load<Words> = Record<Language, () => Promise<Words>>;

const KEPT_AS = "language";

/** The kept choice, else the first of the reader's languages that we speak, else English. */
export function chosenLanguage(kept: string | null, wished: readonly string[]): Language {
  const first = [kept ?? "", ...wished].map((tag) => tag.slice(0, 2).toLowerCase());
  return first.map((tag) => LANGUAGES.find((known) => known === tag)).find((known) => known !== undefined) ?? "en";
}

/**
 * The words of one audience. `await start()` before the first screen is mounted; after that `words` is always there,
 * and a screen that reads `speech.words` follows a change of language by itself.
 */
export class Speech<Words extends object> {
  words = $state.raw({} as Words);
  language = $state<Language>("en");
  readonly #load: Load<Words>;

  constructor(load: Load<Words>) {
    this.#load = load;
  }

  async start(): Promise<void> {
    await this.#speak(chosenLanguage(localStorage.getItem(KEPT_AS), navigator.languages));
  }

  /** Speaks `language` from now on, and next time too. Rejects, and changes nothing, when its words cannot be had. */
  async choose(language: Language): Promise<void> {
    await this.#speak(language);
    localStorage.setItem(KEPT_AS, language);
  }

  async #speak(language: Language): Promise<void> {
    this.words = await this.#load[language]();
    this.language = language;
    document.documentElement.lang = language;
  }
}
