// One thing a button does: while it runs the button says so, afterwards the truth stands there.
import { expected } from "./trouble";

export class Deed {
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
      if (!expected(error)) throw error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  forget(): void {
    this.trouble = null;
  }
}
