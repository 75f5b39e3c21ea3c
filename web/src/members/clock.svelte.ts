// The service's time on this screen: countdowns end when the service ends them, whatever the phone's own clock says.
import * as answers from "../api/answers";
import { answer, serviceClient, Unreachable } from "../api/client";

class Clock {
  /** Milliseconds since the epoch by the service's clock; moves once a second. */
  now = $state(Date.now());
  /** The same by this device's own clock: for what must not hang on the service's word. */
  own = $state(Date.now());
  #ahead = 0;

  /** The same, exact at the moment of asking. */
  exact(): number {
    return Date.now() + this.#ahead;
  }

  tick(): void {
    this.now = this.exact();
    this.own = Date.now();
  }

  /** Asks how far the service's clock is ahead of this one; an answer that took long says little and is not used. */
  async set(): Promise<void> {
    const sentAt = Date.now();
    try {
      const { now } = await answer(serviceClient().GET("/health"), answers.Health);
      const receivedAt = Date.now();
      if (receivedAt - sentAt < 2_000) this.#ahead = now - (sentAt + receivedAt) / 2;
      this.tick();
    } catch (error) {
      // Without an answer the phone's own clock serves: nothing but countdowns hangs on it.
      if (!(error instanceof Unreachable)) throw error;
    }
  }
}

export const clock = new Clock();

/** Sets the clock and lets it run; returns what stops it. */
export function runClock(): () => void {
  void clock.set();
  const ticking = setInterval(() => clock.tick(), 1_000);
  const setting = setInterval(() => void clock.set(), 600_000);
  return () => (clearInterval(ticking), clearInterval(setting));
}
