// The keyboard of the desk: one table, which the help page shows too.

export type Command = "next" | "previous" | "open" | "assign" | "file" | "close" | "search" | "audit" | "words" | "board" | "help" | "back";

export interface Key {
  keys: readonly string[];
  command: Command;
}

export const KEYS: readonly Key[] = [
  { keys: ["j", "ArrowDown"], command: "next" },
  { keys: ["k", "ArrowUp"], command: "previous" },
  { keys: ["Enter"], command: "open" },
  { keys: ["a"], command: "assign" },
  { keys: ["f"], command: "file" },
  { keys: ["c"], command: "close" },
  { keys: ["/"], command: "search" },
  { keys: ["u"], command: "audit" },
  { keys: ["w"], command: "words" },
  { keys: ["b"], command: "board" },
  { keys: ["?"], command: "help" },
  { keys: ["Escape"], command: "back" },
];

// The same physical keys on a Russian layout: nobody should have to switch it on the worst day of the year.
const RUSSIAN: Readonly<Record<string, string>> = { о: "j", л: "k", ф: "a", а: "f", с: "c", г: "u", ц: "w", и: "b", ".": "/", ",": "?" };

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** The focus is where letters are typed. */
  typing: boolean;
  /** The focus is on something that Enter and the arrows already move. */
  control: boolean;
}

function commandFor(key: string): Command | null {
  return KEYS.find((entry) => entry.keys.includes(key))?.command ?? null;
}

/** The command a key press means here, or null to leave it to the browser. */
export function command(press: KeyPress): Command | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.typing) return press.key === "Escape" ? "back" : null;
  if (press.control && (press.key === "Enter" || press.key.startsWith("Arrow"))) return null;
  return commandFor(press.key) ?? commandFor(RUSSIAN[press.key.toLowerCase()] ?? "");
}
