// What the desk hears from the service and tells it.
import * as answers from "../api/answers";
import { answer, send, serviceClient } from "../api/client";
import { follow, type Link } from "../api/live";
import { clock } from "../members/clock.svelte";
import type { Session } from "../members/session.svelte";
import { counselAmong } from "../model/desk/access";
import { applyRow, applyDeltas, type BoardState, type Delta, EMPTY_BOARD, dropOld } from "../model/desk/board";
import type { AuditEntry, Board, BoardCase, CaseDetail, Disposition, Story } from "../model/shared/shapes";
import type { OpenedCard } from "../seal/api";
import { AccessLog } from "./accessLog.svelte";
import { FreshnessWatch } from "./freshness.svelte";

/** Deltas of this long are drawn together: a wave of presses must not make the board stutter. */
const GATHER_MS = 200;
const LIT_MS = 2_000;
/** More rows than this at once are a reload, not news. */
const NEWS = 200;

export class Room {
  board = $state.raw<BoardState>(EMPTY_BOARD);
  link = $state<Link | "connecting">("connecting");
  heard_at = $state<number | null>(null);
  /** Ids that changed a moment ago, and until when they are lit. */
  lit = $state.raw<ReadonlyMap<string, number>>(new Map());
  readonly accessLog: AccessLog;
  readonly freshness: FreshnessWatch;
  #waiting: Delta[] = [];

  constructor(
    readonly session: Session,
    readonly leave: () => void,
  ) {
    this.accessLog = new AccessLog(session);
    this.freshness = new FreshnessWatch(session);
  }

  follow(): () => void {
    return follow<Board>({
      url: "/v1/desk/live",
      event: "board",
      form: answers.Board,
      poll: () => answer(serviceClient().GET("/v1/desk/board"), answers.Board),
      tell: (board) => this.#heard(board),
      link: (link) => {
        this.link = link;
        if (link === "live") this.heard_at = clock.exact();
      },
      refused: () => this.leave(),
    });
  }

  #heard(delta: Delta): void {
    this.heard_at = clock.exact();
    this.#waiting.push(delta);
    if (this.#waiting.length === 1) setTimeout(() => this.#draw(), this.board.changed === 0 ? 0 : GATHER_MS);
  }

  #draw(): void {
    const first = this.board.changed === 0;
    this.board = dropOld(applyDeltas(this.board, this.#waiting), clock.exact());
    this.#waiting = [];
    if (!first) this.#light();
  }

  #light(): void {
    const { touched } = this.board;
    if (touched.size === 0 || touched.size > NEWS) return;
    const until = clock.exact() + LIT_MS;
    this.lit = new Map([...this.lit, ...[...touched].map((id) => [id, until] as const)]);
  }

  /** Time has passed: what was lit settles. */
  settle(now: number): void {
    const still = [...this.lit].filter(([, until]) => until > now);
    if (still.length < this.lit.size) this.lit = new Map(still);
  }

  #answered(row: BoardCase): void {
    this.board = applyRow(this.board, row);
    this.#light();
  }

  detail(case_id: string): Promise<CaseDetail> {
    return answer(serviceClient().GET("/v1/desk/cases/{case_id}", { params: { path: { case_id } } }), answers.CaseDetail);
  }

  async assign(case_id: string, counsel: string): Promise<void> {
    const params = { path: { case_id } };
    this.#answered(await answer(serviceClient().POST("/v1/desk/cases/{case_id}/assign", { params, body: { counsel } }), answers.BoardCase));
  }

  /**
   * Writes down, then seals an opened card anew for counsel of the signed roster; those who are in no roster get nothing.
   * `asked`: a dispatcher chose them. Gives the fingerprints that have access now.
   */
  async admit(opened: OpenedCard, counsel: readonly string[], asked: boolean): Promise<string[]> {
    const { keys: member, roster, seal } = this.session;
    const kids = counselAmong(counsel, roster.roster);
    const to = roster.roster.members.filter((member) => kids.includes(member.fingerprint));
    if (to.length === 0) return [];
    const sealed = await seal.reseal({ member, opened, to, rosterVersion: roster.roster.version });
    await this.accessLog.write({ case_id: opened.caseId, sealed, counsel: kids, asked, key: false });
    const params = { path: { case_id: opened.caseId } };
    await answer(serviceClient().POST("/v1/desk/cases/{case_id}/reseal", { params, body: { sealed } }), answers.ResealReceipt);
    return kids;
  }

  /**
   * The newest roster, and what the dispatchers wrote down and confirmed since. What was written down comes first: access
   * that was given before counts from then on. Throws NoRoster, Problem, Unreachable.
   */
  async ask(): Promise<void> {
    await this.session.renew();
    await this.accessLog.read();
    await this.freshness.read();
  }

  async tag(case_id: string, place_tag: string): Promise<void> {
    const params = { path: { case_id } };
    await send(serviceClient().PUT("/v1/desk/cases/{case_id}/place-tag", { params, body: { place_tag, area: null } }));
  }

  /** The sealed file; that it was asked for, and why, is written down. `ask`: those who can give its key are asked for it. */
  async file(case_id: string, reason: string, ask: boolean): Promise<string> {
    const params = { path: { case_id } };
    return (await answer(serviceClient().POST("/v1/desk/cases/{case_id}/file", { params, body: { reason, ask } }), answers.SealedFile))
      .sealed;
  }

  async close(case_id: string, disposition: Disposition): Promise<void> {
    const params = { path: { case_id } };
    this.#answered(
      await answer(serviceClient().POST("/v1/desk/cases/{case_id}/close", { params, body: { disposition } }), answers.BoardCase),
    );
  }

  /** How many were closed as not real; the board hears of each by itself. */
  async closeMany(case_ids: string[]): Promise<number> {
    const body = { case_ids, disposition: "not_real" as const };
    return (await answer(serviceClient().POST("/v1/desk/close", { body }), answers.ManyClosed)).closed;
  }

  story(case_id: string): Promise<Story> {
    return answer(serviceClient().GET("/v1/desk/cases/{case_id}/story", { params: { path: { case_id } } }), answers.Story);
  }

  async audit(): Promise<AuditEntry[]> {
    return (await answer(serviceClient().GET("/v1/desk/audit"), answers.Audit)).entries;
  }
}
