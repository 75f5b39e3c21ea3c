// What a counsel hears from the service and tells it. Nothing is shown before the service has said it.
import * as answers from "../api/answers";
import { answer, send, serviceClient } from "../api/client";
import { follow, type Link } from "../api/live";
import { clock } from "../members/clock.svelte";
import type { Session } from "../members/session.svelte";
import { type CallingCard, keepCalling, loadCalling } from "../members/storage";
import { newerView, type Stop, stops, untold } from "../model/counsel/view";
import { isIntroduced } from "../model/counsel/thread";
import { type News, NO_NEWS, newsAfter } from "../model/counsel/news";
import { offerScreen, type OfferScreen, hasCaseOf, NO_OFFER_SCREEN } from "../model/counsel/offer";
import type { CounselCase, CounselView, DeclineReason, Disposition, HandBackReason, OfferView, ProgressStep } from "../model/shared/shapes";
import { CaseStore } from "./caseStore.svelte";
import { KeyHolder } from "./keyHolder.svelte";

export class Room {
  view = $state.raw<CounselView | null>(null);
  link = $state<Link | "connecting">("connecting");
  heard_at = $state<number | null>(null);
  offerScreen = $state.raw<OfferScreen>(NO_OFFER_SCREEN);
  news = $state.raw<News>(NO_NEWS);
  /** The case that a held yes has become. */
  taken = $state<string | null>(null);
  /** How she calls herself, as this device knows it. */
  calling = $state.raw<CallingCard | null>(null);
  /** Clients whom she gives her phone number. By case, for the name of a place changes once it is tagged. */
  #phoneGiven = $state.raw<ReadonlySet<string>>(new Set());
  readonly #answered = new Set<string>();
  /** Cases that she ended or gave back here. */
  readonly #ended = new Set<string>();
  readonly #keyHolder: KeyHolder;
  readonly #works = new Map<string, CaseStore>();
  /** Minutes of the way, as the offer said: what the introduction begins with. */
  readonly #minutes = new Map<string, number>();

  constructor(
    readonly session: Session,
    /** The session has ended: back to signing in. */
    readonly leave: () => void,
  ) {
    this.#keyHolder = new KeyHolder(session);
  }

  /** Listens until the returned function is called. */
  follow(): () => void {
    return follow<CounselView>({
      url: "/v1/counsel/live",
      event: "counsel",
      form: answers.CounselView,
      poll: () => answer(serviceClient().GET("/v1/counsel"), answers.CounselView),
      tell: (view) => this.#heard(view),
      link: (link) => {
        this.link = link;
        if (link === "live") this.heard_at = clock.exact();
      },
      refused: () => this.leave(),
    });
  }

  #heard(came: CounselView): void {
    const before = this.view;
    this.view = newerView(before, came);
    this.news = newsAfter(this.news, before, this.view, this.#ended);
    this.heard_at = clock.exact();
    for (const offer of this.view.offers) this.#minutes.set(offer.case_id, offer.travel_minutes);
    this.look();
    this.#keepOnly(new Set(this.view.cases.map((client) => client.case_id)));
    for (const client of this.view.cases) this.caseStore(client.case_id).heard(client);
    void this.#keyHolder.look(this.view.keys_wanted);
  }

  /** Her clients by place. */
  stops(): Stop[] {
    return stops(this.view?.cases ?? [], (row) => this.caseStore(row.case_id).opened?.card.place ?? null);
  }

  /** Her clients in this place who were promised to her, can be answered, and do not know who comes. */
  untold({ clients }: Stop): CounselCase[] {
    const answerable = clients.filter((client) => this.caseStore(client.case_id).opened !== null);
    return untold(answerable, (case_id) => isIntroduced(this.caseStore(case_id).thread));
  }

  /** Tells these who comes. Only what she has before her eyes when she taps is told. */
  async introduceTo(clients: readonly CounselCase[], calling: CallingCard): Promise<void> {
    for (const { case_id, expected_at } of clients) await this.caseStore(case_id).introduce(calling, expected_at ?? 0);
  }

  /** She has read what came and went. */
  read(): void {
    this.news = NO_NEWS;
  }

  /** What is no longer hers is closed again: its text leaves the memory. */
  #keepOnly(hasCaseOf: ReadonlySet<string>): void {
    for (const case_id of this.#works.keys()) if (!hasCaseOf.has(case_id)) this.#works.delete(case_id);
  }

  /** Looks again at what fills the screen: time has passed, or something was heard. */
  look(): void {
    const before = this.offerScreen;
    this.offerScreen = offerScreen(before, this.view, this.#answered, clock.exact());
    if (before.kind === "held" && this.offerScreen.kind === "none" && hasCaseOf(this.view, before.offer)) this.taken = before.offer.case_id;
  }

  dismiss(): void {
    this.offerScreen = NO_OFFER_SCREEN;
    this.look();
  }

  async refresh(): Promise<void> {
    this.#heard(await answer(serviceClient().GET("/v1/counsel"), answers.CounselView));
  }

  caseStore(case_id: string): CaseStore {
    const found = this.#works.get(case_id) ?? new CaseStore(this.session, case_id);
    this.#works.set(case_id, found);
    return found;
  }

  async loadCalling(): Promise<void> {
    this.calling = (await loadCalling(this.session.me.fingerprint)) ?? null;
  }

  /** Remembered for what she sends next; a number that is not given this time stays known here. */
  async keepCalling(name: string, phone: string): Promise<void> {
    this.calling = { name, phone: phone || (this.calling?.phone ?? "") };
    await keepCalling(this.session.me.fingerprint, this.calling);
  }

  /** Whether she gives her phone number in this place: what she chose for one there holds for whoever comes after. */
  givesPhone({ clients }: Stop): boolean {
    return clients.some((client) => this.#phoneGiven.has(client.case_id));
  }

  givePhone({ clients }: Stop, given: boolean): void {
    const ids = new Set(clients.map((client) => client.case_id));
    const others = [...this.#phoneGiven].filter((case_id) => !ids.has(case_id));
    this.#phoneGiven = new Set(given ? [...others, ...ids] : others);
  }

  /** The place of one of her clients. */
  stopOf(case_id: string): Stop | null {
    return this.stops().find((stop) => stop.clients.some((client) => client.case_id === case_id)) ?? null;
  }

  minutes(case_id: string): number | null {
    return this.#minutes.get(case_id) ?? null;
  }

  async duty(on: boolean, area: string | null, until: number | null, committed: boolean): Promise<void> {
    await answer(serviceClient().PUT("/v1/counsel/duty", { body: { on, area, until, committed } }), answers.Duty);
    await this.refresh();
  }

  /** Her screen shows the offer. */
  async shown(offer: OfferView): Promise<void> {
    await send(serviceClient().POST("/v1/offers/{offer_id}/shown", { params: { path: { offer_id: offer.offer_id } } }));
  }

  /** Says yes; true when the case is hers, false while the yes is held. The screen then says what is true. */
  async accept(offer: OfferView): Promise<boolean> {
    const params = { path: { offer_id: offer.offer_id } };
    const { held_until } = await answer(serviceClient().POST("/v1/offers/{offer_id}/accept", { params }), answers.Acceptance);
    if (held_until === null) this.#answered.add(offer.offer_id);
    await this.refresh();
    return held_until === null;
  }

  async decline(offer: OfferView, reason: DeclineReason): Promise<void> {
    const params = { path: { offer_id: offer.offer_id } };
    await send(serviceClient().POST("/v1/offers/{offer_id}/decline", { params, body: { reason } }));
    this.#answered.add(offer.offer_id);
    this.look();
  }

  async progress(client: CounselCase, to: ProgressStep): Promise<void> {
    const params = { path: { case_id: client.case_id } };
    await answer(serviceClient().POST("/v1/counsel/cases/{case_id}/progress", { params, body: { to } }), answers.CounselCase);
    await this.refresh();
  }

  async handBack(client: CounselCase, reason: HandBackReason): Promise<void> {
    const params = { path: { case_id: client.case_id } };
    await send(serviceClient().POST("/v1/counsel/cases/{case_id}/hand-back", { params, body: { reason } }));
    this.#ended.add(client.case_id);
    await this.refresh();
  }

  async close(client: CounselCase, disposition: Disposition): Promise<void> {
    const params = { path: { case_id: client.case_id } };
    await send(serviceClient().POST("/v1/counsel/cases/{case_id}/close", { params, body: { disposition } }));
    this.#ended.add(client.case_id);
    await this.refresh();
  }
}
