/** What a press can still show of itself, while nobody comes: decided here, done by the page. No clock, no network. */
import type { Shapes } from "../shared/shapes";

type Status = Shapes["Status"];

/** Ten seconds of an ordinary phone, and no more of its battery. */
export const WORK_MS = 10_000;
/** Between two pieces the page looks whether work is still needed. */
export const PIECE_TRIES = 100;

interface PressState {
  storedAt: number | null;
  cancelledAt: number | null;
  gone: boolean;
  drill?: unknown;
  status: Status | null;
}

/** Stored, nobody has it, and nobody has ended it: a proof can help. Drills need none. */
export function isNeeded(ownCase: PressState | null): boolean {
  if (!ownCase || ownCase.storedAt === null || ownCase.cancelledAt !== null || ownCase.gone || ownCase.drill) return false;
  return ownCase.status === null || ownCase.status.state === "waiting" || ownCase.status.state === "desk";
}

/** A drill that was answered leaves a code on the phone. */
export const leavesCode = (ownCase: PressState | null): boolean => !!ownCase?.drill && ownCase.status?.counsel != null;

/** The code in the address of a partner's link; null when there is none. */
export const codeIn = (hash: string): string | null => /^#voucher=([\w-]{43})$/.exec(hash)?.[1] ?? null;

export interface Voucher {
  code: string;
  from: number;
}

/** Which of the codes counts now: a partner's before a drill's. */
export const usable = <T extends Voucher>(vouchers: readonly (T | undefined)[], now: number): T | undefined =>
  vouchers.find((voucher) => voucher !== undefined && voucher.from <= now);
