/** Text, tables and the page as a whole. */
export const contentStyle = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
p { margin: 0.5rem 0; max-width: 46rem; text-wrap: pretty; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 0.2em; }
p.small { max-width: none; }
.faint { color: var(--faint); }
.small { font-size: 0.875rem; }
.good { color: var(--good); } .bad { color: var(--bad); } .doubtful { color: var(--doubtful); }
.strong { color: var(--strong); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.definitions { position: absolute; }

header { padding-top: 2.5rem; }
.kicker { margin: 0 0 1rem; color: var(--faint); font-size: 0.875rem; }
h1 { display: flex; gap: 0.9rem; margin: 0; font-size: 1.625rem; font-weight: 600; letter-spacing: -0.011em; }
h1 svg { flex: none; width: 2rem; height: 2rem; margin-top: 0.05rem; }
h1 svg .disc { fill: currentColor; } h1 svg .sign { stroke: var(--page); stroke-width: 2.4; fill: none; }
h1 .word { display: block; font-size: 0.875rem; font-weight: 700; letter-spacing: 0.06em; }

section.part { margin-top: 2.75rem; padding-top: 1.5rem; border-top: 1px solid var(--hair); }
h2 { margin: 0 0 0.25rem; font-size: 1.25rem; font-weight: 600; }
h3 { margin: 2.25rem 0 0.5rem; font-size: 1rem; font-weight: 600; }
h3 + p { margin-top: 0; }

table { border-collapse: collapse; font-size: 0.9375rem; }
caption { text-align: left; }
th { color: var(--faint); font-size: 0.8125rem; font-weight: 500; text-align: left; vertical-align: bottom; }
th, td { padding: 0.4rem 1.25rem 0.4rem 0; border-bottom: 1px solid var(--hair); }
th:last-child, td:last-child { padding-right: 0; }
td { vertical-align: top; }
tbody th { color: var(--text); font-size: inherit; font-weight: 400; vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.nowrap { white-space: nowrap; }
table.causes tbody th, .words { min-width: 14rem; overflow-wrap: anywhere; }
.words { display: inline-block; }
table.phases tbody th { white-space: nowrap; }
.remark { display: block; color: var(--faint); font-size: 0.8125rem; }
.scroll { overflow-x: auto; margin: 0.5rem 0; }
.scroll:focus-visible { outline: 2px solid var(--data); outline-offset: 3px; }
.scroll table { overflow-wrap: normal; }
table.latency .number { min-width: 5.25rem; padding: 0.4rem 0 0.4rem 1.25rem; }
table.latency :is(th, td) { vertical-align: baseline; }
table.latency .main td { font-size: 1.5rem; font-weight: 600; line-height: 1.2; letter-spacing: -0.015em; }
table.latency tr.beside > * { padding-top: 0; color: var(--faint); font-size: 0.875rem; }
table.latency tr:has(+ .beside) > * { border-bottom: 0; }
.number.change { white-space: normal; }
table.objectives th:last-child { width: 100%; }
table.objectives tbody th { white-space: nowrap; }
table.objectives tbody tr:not(.evidence) > * { border-bottom: 0; padding-bottom: 0; }
table.objectives .evidence td { color: var(--faint); font-size: 0.8125rem; padding-top: 0.15rem; }

ul.remarks { margin: 0.75rem 0; padding-left: 1.1rem; max-width: 46rem; }
ul.remarks li { margin: 0.3rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.5rem; margin: 0.75rem 0; font-size: 0.9375rem; }
dt { color: var(--faint); } dd { margin: 0; min-width: 0; }
details { margin: 1.25rem 0; }
summary { cursor: pointer; font-weight: 500; }
summary:focus-visible { outline: 2px solid var(--data); outline-offset: 3px; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 3rem; color: var(--faint); font-size: 0.8125rem; }

@media (max-width: 40rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.3125rem; gap: 0.7rem; } h1 svg { width: 1.6rem; height: 1.6rem; }
  th, td { padding-right: 0.8rem; }
  table { font-size: 0.875rem; }
  table.latency { width: 100%; } table.latency .number { min-width: 0; padding-left: 0.5rem; }
  table.phases { font-size: 0.8125rem; } table.phases :is(th, td) { padding-right: 0.5rem; }
   table.latency .main td { font-size: 1.125rem; }
  dl { grid-template-columns: fit-content(40%) 1fr; gap: 0.35rem 1rem; }
  table.causes tbody th, .words { min-width: 9rem; }
}
@media print {
  @page { margin: 14mm; }
  html { font-size: 75%; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  th, td { padding-right: 0.8rem; }
  .scroll { overflow: visible; } .scroll table { max-width: 100%; } .scroll td { overflow-wrap: anywhere; }
  .words, table.causes tbody th { min-width: 0; }
  table.every-iteration :is(th, td) { padding: 0.15rem 0.5rem 0.15rem 0; font-size: 0.75rem; }
  table.every-iteration thead th { white-space: normal; }
  h2, h3, summary { break-after: avoid; }
  figure, tr, li, dl { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
