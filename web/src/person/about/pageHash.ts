/** The hash of the page as the service worker keeps it; null where there is none, or not all of it has come yet. */
export async function askForHash(): Promise<string | null> {
  const worker = (await navigator.serviceWorker?.getRegistration())?.active;
  if (!worker) return null;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<string | null>((resolve) => (port1.onmessage = ({ data }) => resolve(data as string | null)));
  worker.postMessage("hash", [port2]);
  return answer;
}
