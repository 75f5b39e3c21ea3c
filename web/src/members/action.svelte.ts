// One thing a button does: while it runs the button says so, afterwards the truth stands there.
import { Problem } from "../api/errors";
import { isExpected } from "./trouble";

let onSignedOut: () => void = () => undefined;

/** Calls `tell` whenever the service answers that nobody is signed in here any more. */
export function whenSignedOut(tell: () => void): void {
  onSignedOut = tell;
}

export class Action {
  busy = $state(false);
  /** What went wrong last; null while all is well. */
  trouble = $state.raw<unknown>(null);

  /** Runs `act` unless it is running already; true when it went through. */
  async run(act: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.trouble = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.trouble = error;
      if (!isExpected(error)) throw error;
      if (error instanceof Problem && error.status === 401) onSignedOut();
      return false;
    } finally {
      this.busy = false;
    }
  }

  forget(): void {
    this.trouble = null;
  }
}
