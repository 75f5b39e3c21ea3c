export default {
  compilerOptions: {
    runes: true,
    discloseVersion: false,
    // Short names for scoped styles: each stands in every template of a page that must stay small.
    cssHash: ({ hash, filename }) => `s${hash(filename ?? "").slice(0, 4)}`,
  },
};
