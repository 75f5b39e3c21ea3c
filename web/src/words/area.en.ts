/** Where the person is, or the one she presses for. */
export const en = {
  areaHint: "The service learns only the area. The exact place is sealed.",
  areaSearch: "Find an area",
  positionUse: "Use my position",
  positionLooking: "Looking…",
  positionUnknown: "The position could not be found. Choose the area.",
};

export type AreaWords = typeof en;
