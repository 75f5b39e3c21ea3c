/** The words of the clocks' room, and what it counts from: all stand before the first screen. */
import { speech } from "../../words/clocks";
import { preload as rights } from "../rights/preload";
import { log } from "./log.svelte";

export const preload = { start: async (): Promise<void> => void (await Promise.all([speech.start(), rights.start(), log.start()])) };
