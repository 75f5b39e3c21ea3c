/**
 * Which language the screens speak. Each audience and each later room has its own catalogue, and loads one language of it.
 * The choice is one for all: whatever catalogue is told of it, all that were started follow.
 */

import languages from "../../messages/languages.json";

export type Language = keyof typeof languages;

/**
 * What a language is called by those who speak it. `machine`: a machine translated it, and no speaker has read it yet; it is
 * spoken only to who chooses it. `rtl`: it is written from the right.
 */
export const NAMES: Record<Language, { short: string; full: string; machine?: boolean; rtl?: boolean }> = languages;
export const LANGUAGES = Object.keys(NAMES) as Language[];

const KEPT_AS = "language";
const ALSO_KEPT_AS = "language-also";
/** Tests set it: words as long as any language's, read from the right. */
const PSEUDO = "language-pseudo";

/** The first of the reader's languages among `known`: the kept choice, else a wished one, else English. */
export function chosenLanguage<Known extends Language>(
  kept: string | null,
  wished: readonly string[],
  known: readonly Known[],
): Known | "en" {
  const first = wished.map((tag) => known.find((one) => one === tag.slice(0, 2).toLowerCase() && !NAMES[one].machine));
  return known.find((one) => one === kept) ?? first.find((one) => one !== undefined) ?? "en";
}

/** The choice, shared by all catalogues of a page. */
class Choice {
  /** The language chosen: that of every catalogue that has it; the others speak English. */
  language = $state<Language>("en");
  /** Those in which all of the page is said. */
  whole = $state.raw<readonly Language[]>([]);
  /** One that is offered besides: only the law of its place is told in it. */
  also = $state<Language | null>(null);
  readonly offered = $derived<readonly Language[]>(this.also === null ? this.whole : [...this.whole, this.also]);
  readonly catalogues = new Set<{ load(language: Language): Promise<(() => void) | undefined> }>();

  recall(whole: readonly Language[]): void {
    this.whole = whole;
    this.also = LANGUAGES.find((one) => one === localStorage.getItem(ALSO_KEPT_AS) && !whole.includes(one)) ?? null;
    this.language = chosenLanguage(localStorage.getItem(KEPT_AS), navigator.languages, this.offered);
  }
}

export const choice = new Choice();

/** Offers one more language from now on, and next time too: that of the pack that was chosen. Null ends that. */
export async function offer(language: Language | null): Promise<void> {
  if (choice.language === choice.also && language !== choice.also) await choose("en");
  const extra = language !== null && choice.whole.includes(language) ? null : language;
  if (extra === null) localStorage.removeItem(ALSO_KEPT_AS);
  else localStorage.setItem(ALSO_KEPT_AS, extra);
  choice.also = extra;
}

/** Speaks `language` from now on, and next time too. Rejects, and changes nothing, when the page's words cannot be had. */
export async function choose(language: Language): Promise<void> {
  const changes = await Promise.all([...choice.catalogues].map((one) => one.load(language)));
  choice.language = language;
  for (const change of changes) change?.();
  localStorage.setItem(KEPT_AS, language);
}

/** Without network a browser fails an import with a TypeError: what is not on the phone is done without. */
export function ignoreUnfetched(error: unknown): undefined {
  if (!(error instanceof TypeError)) throw error;
}

/**
 * The words of one audience or room. `await start()` before its first screen is mounted; after that `words` is always
 * there, and a screen that reads `speech.words` follows a change of language by itself.
 */
export class Speech<Words extends object, Spoken extends Language> {
  words = $state.raw({} as Words);
  /** The language of these words: the one chosen where this catalogue has it, else English. */
  language = $state<Spoken | "en">("en");
  readonly #words: Record<Spoken | "en", () => Promise<Words>>;
  #started: Promise<void> | undefined;

  constructor(words: Record<Spoken | "en", () => Promise<Words>>) {
    this.#words = words;
  }

  /** Loads the words; once, however often it is asked for. `page`: these are the words of the page itself. */
  start(page = false): Promise<void> {
    return (this.#started ??= this.#start(page).catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    }));
  }

  async #start(page: boolean): Promise<void> {
    if (page) choice.recall(Object.keys(this.#words) as Language[]);
    (await this.load(choice.language, page))();
    choice.catalogues.add({
      load: async (language) => {
        const change = this.load(language, page);
        // A room whose words are not on the phone goes on in the language it has.
        return page ? change : change.catch(ignoreUnfetched);
      },
    });
  }

  /** Fetches the words; what is returned puts them on the screen. */
  async load(wished: Language, page: boolean): Promise<() => void> {
    const language = wished in this.#words ? (wished as Spoken) : "en";
    const words = await this.#words[language]();
    const pseudo = localStorage.getItem(PSEUDO) !== null;
    const spoken = pseudo ? (await import("./pseudo")).pseudo(words) : words;
    return () => {
      this.words = spoken;
      this.language = language;
      if (page) document.documentElement.lang = language;
      if (page) document.documentElement.dir = pseudo || NAMES[language].rtl ? "rtl" : "ltr";
    };
  }
}
