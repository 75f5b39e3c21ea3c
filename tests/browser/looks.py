"""What is looked at on every screen, in all its forms: axe, nothing too wide, targets large, words whole."""

from itertools import product
from typing import Any

from tests.browser.device import LAPTOP, PHONE, SMALL, Device, Size

# Roomy enough for a shaking thumb, for what acts; WCAG 2.2 AA for whatever else can be pressed.
PRIMARY, LEAST = 48, 24
MEASURE = """
([primary, least, whole]) => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`page ${root.scrollWidth} wide of ${root.clientWidth}`);
  for (const box of document.querySelectorAll("dialog[open], main, .inside")) {
    const { tagName, scrollWidth, clientWidth } = box;
    if (!box.checkVisibility()) continue;
    if (scrollWidth > clientWidth + 1) found.push(`${tagName} ${scrollWidth} wide of ${clientWidth}`);
  }
  const acts = "button, .button, select, textarea, summary, input:not([type=checkbox], [type=radio])";
  const rest = "a[href], [role=option], [type=checkbox], [type=radio]";
  for (const one of document.querySelectorAll(`${acts}, ${rest}`)) {
    const label = one.closest("label") ?? (one.id && document.querySelector(`label[for="${one.id}"]`));
    const target = one.matches("[type=checkbox], [type=radio]") && label ? label : one;
    const { width, height } = target.getBoundingClientRect();
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || width <= 1) continue;
    const needed = one.matches(acts) ? primary : least;
    const says = (one.ariaLabel || one.textContent || one.id).trim().slice(0, 30);
    if (height < needed - 0.5 || width < least) found.push(`${one.tagName} "${says}" ${width} x ${height}`);
  }
  for (const one of whole ? document.querySelectorAll("button, .button, label, h1, h2") : []) {
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      for (const { 0: word, index } of node.data.matchAll(/\\p{L}{3,16}/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) found.push(`${one.tagName} breaks "${word}"`);
      }
    }
  }
  return found;
}
"""
SPEAK = """
(language) => {
  const choice = document.querySelector(`header select:has([lang=${language}])`);
  if (!choice) return;
  choice.value = language;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}
"""
SPOKEN = "(language) => document.documentElement.lang === language"
# Every size with every language; the slow look at every theme with every language and every size.
FORMS = list(product((SMALL, PHONE, LAPTOP), ("ru", "en")))
CLOSELY: dict[tuple[Size, str], str] = {(SMALL, "ru"): "light", (PHONE, "en"): "dark", (LAPTOP, "ru"): "dark"}
CLOSELY[LAPTOP, "en"] = "light"


def look(device: Device, screen: str) -> list[str]:
    """All that is wrong with the screen as it stands; leaves it as it was, in English."""
    before = device.page.viewport_size
    found = [
        f"{screen}, {size.width} px, {language}: {wrong}"
        for size, language in FORMS
        for wrong in _wrong(device, size, language)
    ]
    device.page.emulate_media(color_scheme="light")
    if before is not None:
        device.page.set_viewport_size(before)
    return found


def enlarged(device: Device, screen: str) -> list[str]:
    """What breaks on the smallest screen when its text is twice as large (WCAG 2.2, 1.4.4)."""
    page, before = device.page, device.page.viewport_size
    page.set_viewport_size({"width": SMALL.width, "height": SMALL.height})
    page.evaluate("() => void (document.documentElement.style.fontSize = '212.5%')")
    found: list[str] = page.evaluate(MEASURE, [PRIMARY, LEAST, False])
    page.evaluate("() => void (document.documentElement.style.fontSize = '')")
    if before is not None:
        page.set_viewport_size(before)
    return [f"{screen}, text at 200 %: {wrong}" for wrong in found]


def _wrong(device: Device, size: Size, language: str) -> list[str]:
    page = device.page
    page.set_viewport_size({"width": size.width, "height": size.height})
    page.evaluate(SPEAK, language)
    page.wait_for_function(SPOKEN, arg=language)
    measured: list[str] = page.evaluate(MEASURE, [PRIMARY, LEAST, True])
    theme: Any = CLOSELY.get((size, language))
    if theme is None:
        return measured
    page.emulate_media(color_scheme=theme)
    return measured + [f"{theme}, {one}" for one in device.serious()]
