/** Locks and unlocks the prepared file. Its plain text is the draft for oneself, in this page's memory only. */
import { drop, keep } from "../../device/values";
import { lock, newKey, unlock, type FileKey, type LockedFile } from "../../device/preparedFile";
import { app } from "../app.svelte";

async function put(key: FileKey): Promise<void> {
  const { file, language } = app.drafts.me;
  const locked = await lock(key, { file, language });
  await keep("prepared", locked);
  await drop("draft");
  app.locked = locked;
  app.fileKey = key;
  app.keptPlain = false;
}

/** Keeps what stands in the form under a passphrase, in place of what was kept before. */
export const keepUnder = async (passphrase: string): Promise<void> => put(await newKey(passphrase));

/** Keeps changes under the passphrase that opened it. */
export const keepChanges = async (key: FileKey): Promise<void> => put(key);

/** False when the passphrase is another one. Nothing is lost by trying. */
export async function open(passphrase: string, locked: LockedFile): Promise<boolean> {
  const opened = await unlock(passphrase, locked);
  if (!opened) return false;
  app.fileKey = opened.key;
  app.drafts = { ...app.drafts, me: { ...app.drafts.me, ...opened.prepared } };
  return true;
}

/** The passphrase is needed again, and the text is gone from this page. */
export const lockAgain = (): void => app.forgetSaid();

/** Also what an earlier version of this page had kept in plain. */
export async function remove(): Promise<void> {
  await drop("prepared");
  await drop("draft");
  app.locked = null;
  app.keptPlain = false;
  app.forgetSaid();
}
