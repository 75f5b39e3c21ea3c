import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "vite";

/** What is compressed, and what names other files. */
export const TEXT = /\.(?:html|js|css)$/;

/** At the best quality: it is done once a build, and every phone loads what comes of it. */
export function pack(text: string | Uint8Array): Buffer {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
}

/**
 * Puts each built text a second time beside itself, compressed, as `<its name>.br`. The service sends that to browsers that
 * accept it (habeas/http/pages.py). Made with the file, so that the two are never of different builds.
 */
export function brotli(): Plugin {
  return {
    name: "habeas-brotli",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (!TEXT.test(file.fileName)) continue;
          const source = pack("code" in file ? file.code : file.source);
          this.emitFile({ type: "asset", fileName: `${file.fileName}.br`, source });
        }
      },
    },
  };
}
