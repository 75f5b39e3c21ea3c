import type { Attachment } from "svelte/attachments";

const ENOUGH = 0.6;

/** Calls `tell` once the element is really before somebody's eyes: most of it in sight, in a page that is in front. */
export function whenVisible(tell: () => void): Attachment<Element> {
  return (element) => {
    const done = new AbortController();
    let inSight = false;
    const look = (): void => {
      if (!inSight || document.hidden || done.signal.aborted) return;
      done.abort();
      observer.disconnect();
      tell();
    };
    const observer = new IntersectionObserver(
      (entries) => {
        inSight = (entries.at(-1)?.intersectionRatio ?? 0) >= ENOUGH;
        look();
      },
      { threshold: ENOUGH },
    );
    observer.observe(element);
    document.addEventListener("visibilitychange", look, { signal: done.signal });
    return () => (done.abort(), observer.disconnect());
  };
}
