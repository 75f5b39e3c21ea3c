/** The words of the guides' rooms, and what is on the phone of the guides themselves: both stand before the first screen. */
import { speech } from "../../words/rights";
import { guideStore } from "./guideStore.svelte";

export const preload = { start: async (): Promise<void> => void (await Promise.all([speech.start(), guideStore.start()])) };
