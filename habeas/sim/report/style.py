"""The style sheet of a report: calm, one column, light and dark."""

# What stands for which colour, in light and in dark: of a page, and of a picture that stands alone.
COLOURS = """:root{color-scheme:light dark;--paper:#FBFAF7;--ink:#1B1F24;--muted:#6B7075;--line:#D9D5C9;
--card:#FFFFFF;--accent:#1F5F5B;--soft:#7FA8A4;--waiting:#B5651D;--lost:#A3262A}
@media (prefers-color-scheme:dark){:root{--paper:#15181B;--ink:#ECE9E1;--muted:#9AA0A5;--line:#3A3F44;
--card:#1D2125;--accent:#6FBFB8;--soft:#3F726D;--waiting:#D98B45;--lost:#E0666A}}
"""
CSS = (
    COLOURS
    + """*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,sans-serif}
main{max-width:840px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 8px}
h1~h1{margin-top:96px}
h2{font-size:1.25rem;margin:48px 0 4px;padding-top:16px;border-top:1px solid var(--line)}
p{margin:4px 0 12px;max-width:65ch}
.quiet{color:var(--muted)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0;padding:0}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
.cards dd{margin:0;font-size:1.9rem;font-weight:600;color:var(--accent);line-height:1.2}
.cards dt{color:var(--muted);font-size:.95rem;line-height:1.3}
.cards div{display:flex;flex-direction:column-reverse;justify-content:flex-end}
figure{margin:16px 0}
svg{display:block;width:100%;height:auto}
svg text{font-family:system-ui,sans-serif !important;paint-order:stroke;stroke:var(--paper);
stroke-width:3px;stroke-linejoin:round}
.narrow{display:none}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;margin:8px 0;font-size:.95rem}
.key li{display:flex;align-items:center;gap:8px}
.key b{font-weight:700;width:14px;text-align:center}
.ink-accent{color:var(--accent)}.ink-soft{color:var(--soft)}.ink-waiting{color:var(--waiting)}.ink-lost{color:var(--lost)}
.ink-muted{color:var(--muted)}
.scroll{overflow-x:auto;margin:12px 0}
table{border-collapse:collapse;width:100%;font-size:.95rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:6px 16px 6px 0;border-bottom:1px solid var(--line);vertical-align:bottom}
th{font-weight:600}
.n{text-align:right}td.n{white-space:nowrap}
th.n:last-child,td.n:last-child{padding-right:0}
.focus td,.focus th{font-weight:600;color:var(--accent)}
summary{cursor:pointer;padding:12px 0}
@media (max-width:640px){.narrow{display:block}.wide{display:none}main{padding:20px 15px 48px}
h1{font-size:1.5rem}table{font-size:.85rem}th,td{padding-right:11px}}
"""
)
