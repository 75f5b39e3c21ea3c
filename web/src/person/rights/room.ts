import { shelf } from "./shelf.svelte";

export { default as View } from "./Rights.svelte";
export { ready as speech } from "./words";
export const renew = (): Promise<void> => shelf.renew();
