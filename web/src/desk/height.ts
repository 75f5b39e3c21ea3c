import type { Attachment } from "svelte/attachments";

/** Gives an element a height in CSS pixels through the CSSOM: the content policy forbids style attributes. */
export function height(pixels: number): Attachment<HTMLElement> {
  return (element) => {
    element.style.blockSize = `${pixels}px`;
  };
}
