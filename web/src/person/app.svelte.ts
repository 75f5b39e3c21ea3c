/** What the person's screens show. Changed by the verbs next door, read by the screens. */
import type { Link } from "../api/live";
import type { Shapes } from "../api/plain";
import type { StoredCase } from "../device/cases";
import type { DirectoryState } from "../device/directory";
import type { Draft, Position } from "../device/values";
import type { Pin } from "../device/pin";
import type { FileKey, LockedFile } from "../device/preparedFile";
import type { Letter } from "../model/person/outbox";
import type { Trust } from "../model/person/trust";
import { areaName } from "../model/shared/names";
import { organisationOf } from "../model/shared/organisation";
import type { OpenedMessage } from "../seal/api";

/** Why a press did not become a case. What the screen shows anyway (no list, nothing trusted) is not said twice. */
export type Trouble = "tooLong" | "noListOnline" | "unsaved" | "noDrill";

/** The texts that may be given, in the order of the form: those who are asked read the first, who accepts the others. */
export const CARD_TEXTS = ["where", "what", "needs"] as const;
export const FILE_TEXTS = ["name", "birth_date", "phone", "tell", "medical", "notes"] as const;

/** The draft without its texts. */
export function clearTexts(draft: Omit<Draft, "where" | "what" | "needs" | "file">): Draft {
  const file = { name: "", birth_date: "", phone: "", tell: "", medical: "", notes: "" };
  return { ...draft, where: "", what: "", needs: "", file };
}

export const newDraft = (whom: Draft["for"]): Draft =>
  clearTexts({ for: whom, need: "detained", urgency: "now", language: null, place: null });

const freshDrafts = (): Record<Draft["for"], Draft> => ({ me: newDraft("me"), other: newDraft("other") });

class App {
  /** What the service says of itself, which nobody has signed. */
  service = $state.raw<Shapes["Organisation"] | null>(null);
  directory = $state.raw<DirectoryState>({ held: null, refused: null });
  /** What of both is shown and chosen from. */
  readonly organisation = $derived(this.service && organisationOf(this.service, this.directory.held?.directory ?? null));
  trust = $state.raw<Trust>({ is: "checking" });
  online = $state(true);
  link = $state<Link>("reconnecting");
  now = $state(0);
  /** How far the service's clock is ahead of this phone's: every time shown is the service's. */
  ahead = $state(0);
  /** How often the service has been asked for news, with or without an answer. */
  looks = $state(0);
  /** The person has gone from one screen to another. */
  moved = false;

  whom = $state<Draft["for"]>("me");
  /** Apart for oneself and for somebody else: one's own name must never be sealed as theirs. */
  drafts = $state.raw(freshDrafts());
  readonly draft = $derived(this.drafts[this.whom]);
  /** An earlier version of this page has kept the draft in plain: to be locked or deleted now. */
  keptPlain = $state(false);
  /** The prepared file as it lies on the phone, and what opens it once the passphrase was given. */
  locked = $state.raw<LockedFile | null>(null);
  fileKey = $state.raw<FileKey | null>(null);
  /** A press leaves at once. */
  snatched = $state(false);
  pin = $state.raw<Pin | null>(null);
  /** Only the lock is on the screen. */
  barred = $state(false);
  /** The next press is a drill. */
  practising = $state(false);
  area = $state<string | null>(null);
  positioned = $state(false);
  position = $state.raw<Position | null>(null);
  pressing = $state(false);
  trouble = $state.raw<Trouble | null>(null);

  ownCase = $state.raw<StoredCase | null>(null);
  letters = $state.raw<Letter[]>([]);
  messages = $state.raw<OpenedMessage[]>([]);

  /** The press that can still be taken back, while it can. */
  readonly undoable = $derived(this.letters.find((letter) => letter.kind === "press" && letter.tries === 0) ?? null);
  /** What is on the screen is a drill. */
  readonly drill = $derived(this.ownCase === null ? this.practising : this.ownCase.drill !== undefined);
  /** Nothing of the person's own needs the network now. */
  readonly idle = $derived(!this.pressing && !this.letters.some(({ kind }) => ["press", "message", "cancel"].includes(kind)));

  /** Changes what is said in the draft. */
  say(changes: Partial<Draft>): void {
    this.drafts = { ...this.drafts, [this.whom]: { ...this.draft, ...changes } };
  }

  sayInFile(changes: Partial<Draft["file"]>): void {
    this.say({ file: { ...this.draft.file, ...changes } });
  }

  /** What was said is nowhere in this page any more; the prepared file needs its passphrase again. */
  forgetSaid(): void {
    this.drafts = freshDrafts();
    this.fileKey = null;
  }

  /** The language to be spoken with: the one chosen, else that of the screens where the organisation has it. */
  spoken(screens: string, draft: Draft = this.draft): string {
    const known = this.organisation?.languages ?? [];
    const wished = [draft.language, screens].find((one) => one !== null && known.includes(one));
    return wished ?? known[0] ?? screens;
  }

  /** What the area (by default the case's, else the one chosen) is called; empty when none is. */
  areaName(language: string, area: string | null = this.ownCase?.area ?? this.area): string {
    return areaName(this.organisation?.areas ?? [], area, language);
  }
}

export const app = new App();
