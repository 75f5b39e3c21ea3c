// How a phone on a table says that somebody is needed: a sound, a shake, and a screen that does not go dark.

const KEPT_AS = "quiet";
const AGAIN_MS = 3_000;
const NOTES = [
  { hertz: 880, at: 0 },
  { hertz: 1_175, at: 0.18 },
] as const;

class Signal {
  /** Chosen by her, kept on this device. */
  muted = $state(localStorage.getItem(KEPT_AS) === "yes");
  /** Browsers make no sound before the page was touched. */
  ready = $state(false);
  /** The screen is held on. */
  awake = $state(false);
  #context: AudioContext | null = null;
  #ringing: ReturnType<typeof setInterval> | undefined;
  #lock: WakeLockSentinel | null = null;

  mute(muted: boolean): void {
    this.muted = muted;
    localStorage.setItem(KEPT_AS, muted ? "yes" : "no");
  }

  /** To be called from a touch or click: from then on the page may sound. */
  async prepare(): Promise<void> {
    this.#context ??= new AudioContext();
    await this.#context.resume();
    this.ready = this.#context.state === "running";
  }

  /** Once. */
  sound(): void {
    navigator.vibrate?.([300, 120, 300]);
    if (this.muted || !this.#context) return;
    for (const note of NOTES) this.#note(this.#context, note.hertz, this.#context.currentTime + note.at);
  }

  #note(context: AudioContext, hertz: number, at: number): void {
    const tone = new OscillatorNode(context, { frequency: hertz });
    const level = new GainNode(context, { gain: 0 });
    level.gain.setValueAtTime(0, at);
    level.gain.linearRampToValueAtTime(0.3, at + 0.02);
    level.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
    tone.connect(level).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.45);
  }

  /** Again and again until the returned function is called. */
  ring(): () => void {
    clearInterval(this.#ringing);
    this.sound();
    this.#ringing = setInterval(() => this.sound(), AGAIN_MS);
    return () => clearInterval(this.#ringing);
  }

  /** Keeps the screen on while the page is in front. Not every phone lets it; then the phone's own rule holds. */
  async stayAwake(): Promise<void> {
    if (this.#lock || !("wakeLock" in navigator) || document.hidden) return;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
      this.awake = true;
      this.#lock.addEventListener("release", () => this.#released(), { once: true });
    } catch (error) {
      // NotAllowedError: a low battery, or the page has just gone to the back.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  #released(): void {
    this.#lock = null;
    this.awake = false;
  }

  async rest(): Promise<void> {
    await this.#lock?.release();
  }
}

export const signal = new Signal();
