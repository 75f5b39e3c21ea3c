// The access log of this device, which comes before every reseal, and what the logs of all dispatchers say together.
import * as answers from "../api/answers";
import { answer, send, serviceClient } from "../api/client";
import { dropOwnEntries, keepHeads, keepOwnEntries, loadHeads, loadOwnEntries, type OwnEntry } from "../members/accessStorage";
import type { Session } from "../members/session.svelte";
import { checkLogs, type Fault, memberOf, unwrittenAccess } from "../model/desk/accessLog";
import type { GivenAccess, LogHead, SealedPart, SignedEntry } from "../seal/api";
import { random } from "../seal/bytes";
import { ACCESS_LOG_DAYS } from "../seal/sizes";

/** As many entries as the service takes at once. */
const AT_ONCE = 16;
const LOG_NAME_BYTES = 16;
const SPAN_MS = ACCESS_LOG_DAYS * 86_400_000;

/** One tab at a time: each entry is chained to the one before it. */
const alone = <T>(act: () => Promise<T>): Promise<T> => navigator.locks.request("access-log", act) as Promise<T>;

/** `key`: it is a key of the file that is given, not the card. */
interface NewEntry {
  case_id: string;
  sealed: string;
  counsel: readonly string[];
  asked: boolean;
  key: boolean;
}

export class AccessLog {
  /** What all dispatchers wrote down, as far as the service shows it and their signatures hold. */
  entries = $state.raw<readonly SignedEntry[]>([]);
  own = $state.raw<readonly OwnEntry[]>([]);
  faults = $state.raw<ReadonlyMap<string, ReadonlySet<Fault>>>(new Map());
  /** How far each log was seen when this page began. */
  #seen: ReadonlyMap<string, LogHead> | null = null;
  #texts: string[] = [];
  #after = 0;
  #rosterVersion = 0;
  #reading: Promise<void> | null = null;
  /** By case and counsel: whom this device gave access. */
  readonly #given = $derived(
    new Set(this.own.filter((entry) => !entry.key).flatMap((entry) => entry.counsel.map((kid) => `${entry.case_id}:${kid}`))),
  );
  /** Access that this device gave without a click. */
  readonly unasked = $derived(this.own.filter((entry) => !entry.asked && !entry.key).reduce((sum, entry) => sum + entry.counsel.length, 0));
  readonly #written = $derived(new Set(this.entries.map((entry) => entry.reseal_sha256)));

  constructor(readonly session: Session) {}

  /** Writes down whom a reseal or a key is going to give access; only then may it be sent. Throws Problem, Unreachable. */
  async write(entry: NewEntry): Promise<void> {
    await alone(async () => {
      await this.#append(entry);
      await this.#send();
    });
  }

  async #append({ case_id, sealed, counsel, asked, key }: NewEntry): Promise<void> {
    const { seal, keys: member, organisation } = this.session;
    await this.#load();
    const last = this.own.at(-1) ?? null;
    const log = last?.log ?? random(LOG_NAME_BYTES);
    const input = { member, organisation: organisation.organisation, log, last, at: Date.now(), sealed, counsel, asked };
    const { text, entry } = await seal.signEntry(input);
    await keepOwnEntries([{ ...entry, text, case_id, key, sent: false }]);
    await this.#load();
  }

  async #load(): Promise<void> {
    this.own = await loadOwnEntries(this.session.me.fingerprint);
  }

  /** Sends what the service has not taken yet, in order. */
  async #send(): Promise<void> {
    for (let waiting = this.#unsent(); waiting.length > 0; waiting = this.#unsent()) {
      await send(serviceClient().POST("/v1/desk/access-log", { body: { texts: waiting.map((entry) => entry.text) } }));
      await keepOwnEntries(waiting.map((entry) => ({ ...entry, sent: true })));
      await this.#load();
    }
  }

  #unsent(): OwnEntry[] {
    return this.own.filter((entry) => !entry.sent).slice(0, AT_ONCE);
  }

  /** Asks for what was written down since, and checks all of it. Throws Problem, Unreachable. */
  async read(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => (this.#reading = null));
    await this.#reading;
  }

  async #readOn(): Promise<void> {
    const texts = await this.#fetch();
    this.#texts = [...this.#texts, ...texts];
    const { roster } = this.session.roster;
    // Under another roster other dispatchers' words hold.
    const anew = roster.version !== this.#rosterVersion;
    const entries = await this.session.seal.readEntries({ texts: anew ? this.#texts : texts, roster });
    this.#rosterVersion = roster.version;
    this.entries = anew ? entries : [...this.entries, ...entries];
    if (this.#seen === null) await this.#begin();
    await this.#check();
  }

  /** What came since the last time. */
  async #fetch(): Promise<string[]> {
    const texts: string[] = [];
    for (;;) {
      const params = { query: { after: this.#after } };
      const { entries } = await answer(serviceClient().GET("/v1/desk/access-log", { params }), answers.AccessEntries);
      const last = entries.at(-1);
      if (!last) return texts;
      texts.push(...entries.map((entry) => entry.text));
      this.#after = last.number;
    }
  }

  async #check(): Promise<void> {
    const { roster } = this.session.roster;
    const desk = new Set(roster.members.filter((member) => member.role === "desk").map((member) => member.fingerprint));
    // What somebody wrote who is on the list no more cannot be checked by it.
    const seen = new Map([...(this.#seen ?? [])].filter(([key]) => desk.has(memberOf(key))));
    const { faults, heads } = checkLogs(this.entries, seen, Date.now());
    // What did not fit once is said for as long as this page is open, also when the service shows it again.
    this.faults = new Map([...this.faults, ...faults].map(([key, own]) => [key, new Set([...own, ...(this.faults.get(key) ?? [])])]));
    await keepHeads(heads);
  }

  /** What the service has lost of this device's own log it is given again, as after a backup was put back. */
  async #begin(): Promise<void> {
    this.#seen = await loadHeads();
    await alone(async () => {
      await this.#load();
      const served = new Set(this.#texts);
      const old = this.own.filter((entry) => entry.sent && entry.at <= Date.now() - SPAN_MS).slice(0, -1);
      const lost = this.own.filter((entry) => entry.sent && !served.has(entry.text) && entry.at > Date.now() - SPAN_MS);
      await dropOwnEntries(old);
      await keepOwnEntries(lost.map((entry) => ({ ...entry, sent: false })));
      await this.#load();
      await this.#send();
    });
  }

  /** Whom reseals of a case give access that no dispatcher has written down. Throws Problem, Unreachable. */
  async unwritten(given: readonly GivenAccess[]): Promise<string[]> {
    if (unwrittenAccess(given, this.#written).length > 0 || this.#rosterVersion !== this.session.roster.roster.version) await this.read();
    return unwrittenAccess(given, this.#written);
  }

  /** Counsel whom this device gave the key of a case's file without a click. */
  keysGiven(case_id: string): ReadonlySet<string> {
    const entries = this.own.filter((entry) => entry.case_id === case_id && entry.key && !entry.asked);
    return new Set(entries.flatMap((entry) => entry.counsel));
  }

  readReseals(parts: readonly SealedPart[]): Promise<GivenAccess[]> {
    return this.session.seal.readReseals({ parts });
  }

  hasGiven(case_id: string, kid: string): boolean {
    return this.#given.has(`${case_id}:${kid}`);
  }

  /** What was written down of one case: by this device, and by whoever made one of its reseals. */
  entriesOf(case_id: string, given: readonly GivenAccess[]): SignedEntry[] {
    const hashes = new Set([
      ...given.map((reseal) => reseal.sha256),
      ...this.own.filter((entry) => entry.case_id === case_id && !entry.key).map((entry) => entry.reseal_sha256),
    ]);
    const all = new Map([...this.own, ...this.entries].map((entry) => [entry.sha256, entry]));
    return [...all.values()].filter((entry) => hashes.has(entry.reseal_sha256));
  }
}
