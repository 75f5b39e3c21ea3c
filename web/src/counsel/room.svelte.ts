// What a counsel hears from the service and tells it. Nothing is shown before the service has said it.
import * as answers from "../api/answers";
import { answer, send, serviceClient } from "../api/client";
import { follow, type Link } from "../api/live";
import { clock } from "../members/clock.svelte";
import type { Session } from "../members/session.svelte";
import { newerView } from "../model/counsel/view";
import { type News, NO_NEWS, newsAfter } from "../model/counsel/news";
import { offerScreen, type OfferScreen, hasCaseOf, NO_OFFER_SCREEN } from "../model/counsel/offer";
import type { CounselCase, CounselView, DeclineReason, Disposition, HandBackReason, OfferView, ProgressStep } from "../model/shared/shapes";
import { CaseStore } from "./caseStore.svelte";

export class Room {
  view = $state.raw<CounselView | null>(null);
  link = $state<Link | "connecting">("connecting");
  heard_at = $state<number | null>(null);
  offerScreen = $state.raw<OfferScreen>(NO_OFFER_SCREEN);
  news = $state.raw<News>(NO_NEWS);
  /** The case that a held yes has become. */
  taken = $state<string | null>(null);
  readonly #answered = new Set<string>();
  /** Cases that she ended or gave back here. */
  readonly #ended = new Set<string>();
  readonly #works = new Map<string, CaseStore>();
  /** Minutes of the way, as the offer said: what the introduction begins with. */
  readonly #minutes = new Map<string, number>();

  constructor(
    readonly session: Session,
    /** The session has ended: back to signing in. */
    readonly leave: () => void,
  ) {}

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
    this.introduceAll();
  }

  /** Whoever she was given while on her way is told who comes, without a tap of hers. */
  introduceAll(): void {
    for (const client of this.view?.cases ?? []) {
      if (client.expected_at !== null && client.state !== "arrived") this.caseStore(client.case_id).promise(client.expected_at);
    }
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
