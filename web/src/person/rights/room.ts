import { guideStore } from "./guideStore.svelte";

export { default as View } from "./Rights.svelte";
export { preload as speech } from "./preload";
export const renew = (): Promise<void> => guideStore.renew();
